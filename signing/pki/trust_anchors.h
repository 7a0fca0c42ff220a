// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signing/pki/certificate.h"

#include <filesystem>
#include <memory>
#include <vector>

namespace mohur::signing {

/// The certificates that are trusted because somebody said so. Their own validity and signature are
/// not judged. Immutable; thread-safe; cheap to copy (shared).
class TrustAnchors {
public:
    TrustAnchors() = default;
    explicit TrustAnchors(std::vector<Certificate> anchors);

    [[nodiscard]] bool contains(const Certificate& certificate) const;
    /// Anchors whose subject is `name`.
    [[nodiscard]] std::vector<Certificate> named(const Name& name) const;
    [[nodiscard]] bool empty() const noexcept;
    [[nodiscard]] const std::vector<Certificate>& all() const noexcept;

private:
    struct State;
    std::shared_ptr<const State> state_;
};

/// The certificates of a PEM or DER file, or of every .pem, .crt, .cer and .der file of a folder
/// (not of its sub-folders), in order of file name. Errors: `not_found` "file-not-readable";
/// `malformed` "certificate-invalid" with the file's name, so that no anchor is lost in silence;
/// `too_large`.
[[nodiscard]] Result<std::vector<Certificate>> load_certificates(const std::filesystem::path& path);

}  // namespace mohur::signing
