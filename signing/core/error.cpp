// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/core/error.h"

#include <utility>

namespace mohur {

std::string_view to_string(ErrorCode code) noexcept {
    switch (code) {
        case ErrorCode::malformed: return "malformed";
        case ErrorCode::unsupported: return "unsupported";
        case ErrorCode::too_large: return "too_large";
        case ErrorCode::not_found: return "not_found";
        case ErrorCode::conflict: return "conflict";
        case ErrorCode::denied: return "denied";
        case ErrorCode::unavailable: return "unavailable";
        case ErrorCode::integrity: return "integrity";
        case ErrorCode::internal: return "internal";
    }
    return "internal";
}

Error Error::malformed(std::string reason, std::string detail) {
    return {ErrorCode::malformed, std::move(reason), std::move(detail)};
}
Error Error::unsupported(std::string reason, std::string detail) {
    return {ErrorCode::unsupported, std::move(reason), std::move(detail)};
}
Error Error::too_large(std::string reason, std::string detail) {
    return {ErrorCode::too_large, std::move(reason), std::move(detail)};
}
Error Error::not_found(std::string reason, std::string detail) {
    return {ErrorCode::not_found, std::move(reason), std::move(detail)};
}
Error Error::conflict(std::string reason, std::string detail) {
    return {ErrorCode::conflict, std::move(reason), std::move(detail)};
}
Error Error::denied(std::string reason, std::string detail) {
    return {ErrorCode::denied, std::move(reason), std::move(detail)};
}
Error Error::unavailable(std::string reason, std::string detail) {
    return {ErrorCode::unavailable, std::move(reason), std::move(detail)};
}
Error Error::integrity(std::string reason, std::string detail) {
    return {ErrorCode::integrity, std::move(reason), std::move(detail)};
}
Error Error::internal(std::string reason, std::string detail) {
    return {ErrorCode::internal, std::move(reason), std::move(detail)};
}

}  // namespace mohur
