// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "server/cli/verify_command.h"

#include "signing/core/byte_source.h"

#include <algorithm>
#include <array>
#include <filesystem>

namespace mohur::server {
namespace {

/// A certificate, trust or policy file is small; anything larger is a mistake.
constexpr std::uint64_t kSmallFile = 8U << 20U;

Result<std::unique_ptr<FileSource>> open_file(const std::string& path) {
    auto file = FileSource::open(path);
    return file ? std::move(file)
                : Result<std::unique_ptr<FileSource>>{Error::malformed("file-unreadable", path)};
}

Result<Bytes> read_small(const std::string& path) {
    MOHUR_TRY(const auto file, open_file(path));
    auto octets = file->read_all(kSmallFile);
    return octets ? std::move(octets) : Result<Bytes>{Error::malformed("file-unreadable", path)};
}

/// Opens `path` as one more input of the task.
Result<std::size_t> add_input(const std::string& path, TaskFiles& files) {
    MOHUR_TRY(auto file, open_file(path));
    files.inputs.push_back(std::move(file));
    return files.inputs.size() - 1;
}

/// The content of that name, new or known: a name may come with bytes and with several digests.
VerifyRequest::Content& content_named(const std::string& name, VerifyRequest& request) {
    const auto found = std::ranges::find(request.contents, name, &VerifyRequest::Content::name);
    if (found != request.contents.end() && !name.empty()) {
        return *found;
    }
    return request.contents.emplace_back(VerifyRequest::Content{name, std::nullopt, {}});
}

Result<void> add_contents(const Arguments& arguments, VerifyInput& input) {
    for (const auto& text : arguments.values("--content")) {
        MOHUR_TRY(const auto pair, split_name_value(text));
        MOHUR_TRY(const auto index, add_input(pair.second, input.files));
        auto& content = content_named(pair.first, input.request);
        if (content.input) {
            return Error::malformed("usage-content-twice", pair.first);
        }
        content.input = index;
    }
    return {};
}

Result<Digest> digest_from(const std::string& text) {
    const auto colon = text.find(':');
    const auto algorithm = digest_algorithm_from(text.substr(0, colon));
    if (colon == std::string::npos || !algorithm) {
        return Error::malformed("usage-digest", text);
    }
    auto value = from_base64(text.substr(colon + 1));
    if (!value || value->size() != digest_size(*algorithm)) {
        return Error::malformed("usage-digest", text);
    }
    return Digest{*algorithm, std::move(*value)};
}

// Digests without a name are digests of one unnamed object.
Result<void> add_digests(const Arguments& arguments, VerifyRequest& request) {
    for (const auto& text : arguments.values("--content-digest")) {
        MOHUR_TRY(const auto pair, split_name_value(text));
        MOHUR_TRY(auto digest, digest_from(pair.second));
        const auto known =
            std::ranges::find(request.contents, pair.first, &VerifyRequest::Content::name);
        auto& content = known != request.contents.end()
                            ? *known
                            : request.contents.emplace_back(
                                  VerifyRequest::Content{pair.first, std::nullopt, {}});
        content.digests.push_back(std::move(digest));
    }
    return {};
}

/// A folder stands for the regular files in it, in the order of their names.
Result<void> add_trust_folder(const std::filesystem::path& folder,
                              std::vector<VerifyRequest::Trust>& trust) {
    std::error_code failed;
    std::vector<std::filesystem::path> paths;
    for (const auto& entry : std::filesystem::directory_iterator{folder, failed}) {
        if (entry.is_regular_file(failed)) {
            paths.push_back(entry.path());
        }
    }
    if (failed) {
        return Error::malformed("file-unreadable", folder.string());
    }
    std::ranges::sort(paths);
    for (const auto& path : paths) {
        MOHUR_TRY(auto octets, read_small(path.string()));
        trust.push_back({path.filename().string(), std::move(octets), true});
    }
    return {};
}

Result<void> add_companions(const Arguments& arguments, VerifyInput& input) {
    for (const auto& path : arguments.values("--certificate")) {
        MOHUR_TRY(auto octets, read_small(path));
        input.request.certificates.push_back(std::move(octets));
    }
    for (const auto& path : arguments.values("--evidence-record")) {
        MOHUR_TRY(const auto index, add_input(path, input.files));
        input.request.evidence_records.push_back(index);
    }
    return {};
}

/// A built-in name stands for itself; anything else is the path of a policy file.
Result<std::string> policy_from(const std::string& value) {
    constexpr std::array<std::string_view, 3> kBuiltIn{"strict", "dss-like", "archive"};
    if (std::ranges::find(kBuiltIn, value) != kBuiltIn.end()) {
        return value;
    }
    MOHUR_TRY(const auto octets, read_small(value));
    const auto text = as_text(octets);
    const auto first = text.find_first_not_of(" \t\r\n");
    if (first == std::string_view::npos || text[first] != '{') {
        return Error::malformed("policy-invalid", value);
    }
    return std::string{text.substr(first)};
}

Result<void> add_settings(const Arguments& arguments, VerifyRequest& request) {
    MOHUR_TRY(request.policy, policy_from(arguments.value("--policy").value_or("strict")));
    request.offline = arguments.has("--offline");
    if (const auto at = arguments.value("--at")) {
        const auto time = parse_rfc3339(*at);
        if (!time) {
            return Error::malformed("usage-time", *at);
        }
        request.at = *time;
    }
    if (arguments.value("--report").value_or("simple") != "simple") {
        return Error::malformed("usage-report", *arguments.value("--report"));
    }
    return {};
}

constexpr std::array kOptions{
    OptionSpec{"--content", OptionSpec::Kind::values},
    OptionSpec{"--content-digest", OptionSpec::Kind::values},
    OptionSpec{"--evidence-record", OptionSpec::Kind::values},
    OptionSpec{"--certificate", OptionSpec::Kind::values},
    OptionSpec{"--trust", OptionSpec::Kind::values},
    OptionSpec{"--trust-unsigned-list", OptionSpec::Kind::flag},
    OptionSpec{"--policy", OptionSpec::Kind::value},
    OptionSpec{"--at", OptionSpec::Kind::value},
    OptionSpec{"--offline", OptionSpec::Kind::flag},
    OptionSpec{"--report", OptionSpec::Kind::value},
    OptionSpec{"--lang", OptionSpec::Kind::value},
    OptionSpec{"--json", OptionSpec::Kind::flag},
};

}  // namespace

std::span<const OptionSpec> verify_options() noexcept {
    return kOptions;
}

Result<std::vector<VerifyRequest::Trust>> trust_of(const Arguments& arguments) {
    std::vector<VerifyRequest::Trust> trust;
    for (const auto& path : arguments.values("--trust")) {
        std::error_code failed;
        if (std::filesystem::is_directory(path, failed)) {
            MOHUR_TRY_VOID(add_trust_folder(path, trust));
        } else {
            MOHUR_TRY(auto octets, read_small(path));
            trust.push_back({path, std::move(octets), false});
        }
    }
    return trust;
}

Result<VerifyInput> verify_input(const Arguments& arguments) {
    if (arguments.positionals().size() != 1) {
        return Error::malformed("usage-one-file");
    }
    VerifyInput input;
    MOHUR_TRY_VOID(add_input(arguments.positionals().front(), input.files));
    MOHUR_TRY_VOID(add_contents(arguments, input));
    MOHUR_TRY_VOID(add_digests(arguments, input.request));
    MOHUR_TRY_VOID(add_companions(arguments, input));
    MOHUR_TRY(input.request.trust, trust_of(arguments));
    input.request.trust_unsigned_list = arguments.has("--trust-unsigned-list");
    MOHUR_TRY_VOID(add_settings(arguments, input.request));
    return input;
}

}  // namespace mohur::server
