// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/pki/trust_anchors.h"

#include "signing/core/byte_source.h"
#include "signing/core/limits.h"
#include "signing/pki/name_internal.h"

#include <algorithm>
#include <array>
#include <unordered_map>

namespace mohur::signing {

struct TrustAnchors::State {
    std::vector<Certificate> all;
    std::unordered_map<std::string, std::vector<std::size_t>> by_name;
};

namespace {

constexpr std::uint64_t kMaxFileBytes = 16U << 20U;

bool names_a_certificate(const std::filesystem::path& path) {
    constexpr std::array<std::string_view, 4> kExtensions{".pem", ".crt", ".cer", ".der"};
    return std::ranges::find(kExtensions, path.extension().string()) != kExtensions.end();
}

Result<std::vector<Certificate>> load_file(const std::filesystem::path& path) {
    MOHUR_TRY(const auto file, FileSource::open(path));
    MOHUR_TRY(const Bytes bytes, file->read_all(kMaxFileBytes));
    auto certificates = Certificate::from_pem_or_der(bytes);
    if (!certificates) {
        Error error = certificates.error();
        error.detail = path.filename().string() + ": " + error.detail;
        return error;
    }
    return certificates;
}

Result<std::vector<std::filesystem::path>> files_of(const std::filesystem::path& folder) {
    std::vector<std::filesystem::path> files;
    std::error_code failure;
    for (std::filesystem::directory_iterator it{folder, failure}, end; !failure && it != end;
         it.increment(failure)) {
        std::error_code ignored;
        if (names_a_certificate(it->path()) && it->is_regular_file(ignored)) {
            files.push_back(it->path());
        }
    }
    if (failure) {
        return Error::not_found("file-not-readable", folder.string());
    }
    std::ranges::sort(files);
    return files;
}

}  // namespace

TrustAnchors::TrustAnchors(std::vector<Certificate> anchors) {
    auto state = std::make_shared<State>();
    for (auto& anchor : anchors) {
        if (std::ranges::find(state->all, anchor) == state->all.end()) {
            state->by_name[matching_key(anchor.subject())].push_back(state->all.size());
            state->all.push_back(std::move(anchor));
        }
    }
    state_ = std::move(state);
}

bool TrustAnchors::contains(const Certificate& certificate) const {
    const auto namesakes = named(certificate.subject());
    return std::ranges::find(namesakes, certificate) != namesakes.end();
}

std::vector<Certificate> TrustAnchors::named(const Name& name) const {
    std::vector<Certificate> out;
    if (state_ == nullptr) {
        return out;
    }
    const auto found = state_->by_name.find(matching_key(name));
    if (found != state_->by_name.end()) {
        for (const std::size_t index : found->second) {
            out.push_back(state_->all[index]);
        }
    }
    return out;
}

bool TrustAnchors::empty() const noexcept {
    return state_ == nullptr || state_->all.empty();
}

const std::vector<Certificate>& TrustAnchors::all() const noexcept {
    static const std::vector<Certificate> kNone;
    return state_ == nullptr ? kNone : state_->all;
}

Result<std::vector<Certificate>> load_certificates(const std::filesystem::path& path) {
    std::error_code ignored;
    if (!std::filesystem::is_directory(path, ignored)) {
        return load_file(path);
    }
    MOHUR_TRY(const auto files, files_of(path));
    std::vector<Certificate> out;
    for (const auto& file : files) {
        MOHUR_TRY(auto certificates, load_file(file));
        std::ranges::move(certificates, std::back_inserter(out));
        if (out.size() > Limits{}.certificates) {
            return Error::too_large("certificate-count", path.string());
        }
    }
    return out;
}

}  // namespace mohur::signing
