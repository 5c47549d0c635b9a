// SPDX-License-Identifier: Apache-2.0
#include "sync/service/plan_storage.h"

#include "sync/report/plan_file.h"

#include <QFile>
#include <QSaveFile>

namespace devsync::service {

namespace {

core::Error fileError(core::ErrorKind kind, const QFileDevice& file) {
    return {.kind = kind, .detail = file.errorString().toStdString(), .where = file.fileName().toStdString()};
}

} // namespace

core::Result<void> savePlan(const std::string& path, const engine::PreparedPlan& plan,
                            const report::PlanContext& context) {
    QSaveFile file(QString::fromStdString(path));
    if (!file.open(QIODevice::WriteOnly) || !file.setPermissions(QFile::ReadOwner | QFile::WriteOwner))
        return tl::unexpected(fileError(core::ErrorKind::OutputFailed, file));
    report::writePlanFile(plan, context, [&file](std::string_view part) {
        file.write(part.data(), static_cast<qint64>(part.size()));
    });
    if (!file.commit())
        return tl::unexpected(fileError(core::ErrorKind::OutputFailed, file));
    return {};
}

core::Result<std::shared_ptr<const engine::PreparedPlan>>
loadPlan(const std::string& path, const core::Identity& identity, const core::Policy& profilePolicy) {
    QFile file(QString::fromStdString(path));
    if (!file.open(QIODevice::ReadOnly))
        return tl::unexpected(fileError(core::ErrorKind::PlanFileInvalid, file));
    const QByteArray bytes = file.readAll();
    if (file.error() != QFileDevice::NoError)
        return tl::unexpected(fileError(core::ErrorKind::PlanFileInvalid, file));
    auto plan = report::readPlanFile({bytes.constData(), static_cast<std::size_t>(bytes.size())}, identity,
                                     profilePolicy);
    if (!plan)
        plan.error().where = path;
    return plan;
}

} // namespace devsync::service
