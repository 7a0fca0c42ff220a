// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "pki-test/hierarchy.h"
#include "signing/core/bytes.h"
#include "signing/xml/document.h"
#include "signing/xmldsig/content_resolver.h"

#include <filesystem>
#include <map>
#include <string>

namespace mohur::signing::xmldsig {

/// The one test PKI of this program.
const pkitest::Hierarchy& hierarchy();

/// A folder that goes with the test.
class Workspace {
public:
    Workspace();
    ~Workspace();
    Workspace(const Workspace&) = delete;
    Workspace& operator=(const Workspace&) = delete;

    std::string write(const std::string& name, std::string_view content) const;
    [[nodiscard]] std::string read(const std::string& name) const;
    /// Runs a shell command inside the folder; true when it ends with 0.
    [[nodiscard]] bool run(const std::string& command) const;

private:
    std::filesystem::path folder_;
};

/// `xmlsec1 --sign` of a template with the key of `name`: the first signature, or the one with the
/// identifier. Empty when it refuses.
std::string xmlsec_sign(const Workspace& workspace, std::string_view xml, const std::string& name,
                        const std::string& id = {});
/// `xmlsec1 --verify` with the certificate's key.
bool xmlsec_verifies(const Workspace& workspace, std::string_view xml, const std::string& name);

/// Hands out named texts.
class MapResolver final : public ContentResolver {
public:
    explicit MapResolver(std::map<std::string, std::string, std::less<>> contents = {})
        : contents_{std::move(contents)} {}
    std::optional<Digest> digest(std::string_view uri, DigestAlgorithm algorithm) override;
    std::shared_ptr<const ByteSource> bytes(std::string_view uri) override;

private:
    std::map<std::string, std::string, std::less<>> contents_;
};

inline xml::Document parse(std::string_view text) {
    return *xml::Document::parse(as_bytes(text), Limits{});
}
/// The first element of that local name.
xml::Element named(const xml::Document& document, std::string_view name);
std::string replaced(std::string text, std::string_view from, std::string_view to);

}  // namespace mohur::signing::xmldsig
