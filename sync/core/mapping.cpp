// SPDX-License-Identifier: Apache-2.0
#include "sync/core/mapping.h"

namespace devsync::core {

std::string Mapping::fieldName(FieldIndex field) const {
    if (field == kFirstName)
        return "first_name";
    if (field == kLastName)
        return "last_name";
    return "attribute:" + attribute(field).attribute;
}

} // namespace devsync::core
