// SPDX-License-Identifier: Apache-2.0
// What a test may say about the sandbox's world, found without the product's own codecs.
#pragma once

#include <QJsonObject>
#include <QString>

namespace devsync::tests {

/// Empty when every developer has a user with the same names and mapped attributes and the other way round;
/// else the first difference in words. Addresses are compared folded.
QString firstDifference(const QJsonObject& world);

/// Empty when what a synchronisation must never touch is as before: on every account that was there its
/// address, user name, status and ids, and the unmanaged attributes byte for byte; and no account is gone.
QString firstTouched(const QJsonObject& before, const QJsonObject& after);

} // namespace devsync::tests
