// SPDX-License-Identifier: Apache-2.0
#include "sync/net/tls.h"

#include <QSslCertificate>
#include <QString>

namespace devsync::net {

core::Result<QSslConfiguration> loadTls(const QString& caFile) {
    QSslConfiguration tls = QSslConfiguration::defaultConfiguration();
    if (caFile.isEmpty())
        return tls;
    const QList<QSslCertificate> own =
        QSslCertificate::fromPath(caFile, QSsl::Pem, QSslCertificate::PatternSyntax::FixedString);
    if (own.isEmpty())
        return core::fail(core::ErrorKind::NetworkTls, "the CA file cannot be read or holds no certificate",
                          caFile.toStdString());
    tls.addCaCertificates(own);
    return tls;
}

} // namespace devsync::net
