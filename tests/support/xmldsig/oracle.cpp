// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "tests/support/xmldsig/oracle.h"

#include "signing/core/check.h"
#include "signing/crypto/hash.h"

#include <chrono>
#include <cstdlib>
#include <fstream>
#include <sstream>

namespace mohur::signing::xmldsig {

const pkitest::Hierarchy& hierarchy() {
    static const auto instance = pkitest::Hierarchy::standard([] {
        return pkitest::Time{std::chrono::duration_cast<std::chrono::microseconds>(
            std::chrono::system_clock::now().time_since_epoch())};
    });
    return instance;
}

Workspace::Workspace() {
    std::string name = (std::filesystem::temp_directory_path() / "mohur-xml-XXXXXX").string();
    MOHUR_CHECK(mkdtemp(name.data()) != nullptr);
    folder_ = name;
}

Workspace::~Workspace() {
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
}

std::string Workspace::write(const std::string& name, std::string_view content) const {
    std::ofstream{folder_ / name, std::ios::binary} << content;
    return name;
}

std::string Workspace::read(const std::string& name) const {
    std::ifstream in{folder_ / name, std::ios::binary};
    std::ostringstream out;
    out << in.rdbuf();
    return out.str();
}

bool Workspace::run(const std::string& command) const {
    const auto line = "cd '" + folder_.string() + "' && " + command + " >out.txt 2>err.txt";
    return std::system(line.c_str()) == 0;
}

namespace {
// Without this every xmlsec1 start loads the CA store of the system.
constexpr const char* kXmlsec = "SSL_CERT_FILE=/nonexistent SSL_CERT_DIR=/nonexistent xmlsec1 ";
constexpr const char* kIds =
    " --id-attr:Id Object --id-attr:Id Data"
    " --id-attr:Id http://www.w3.org/2000/09/xmldsig#:Signature"
    " --id-attr:Id http://www.w3.org/2000/09/xmldsig#:SignatureValue"
    " --id-attr:Id http://www.w3.org/2000/09/xmldsig#:Manifest"
    " --id-attr:Id http://www.w3.org/2000/09/xmldsig#:Object"
    " --id-attr:Id http://uri.etsi.org/01903/v1.3.2#:SignedProperties ";
}  // namespace

std::string xmlsec_sign(const Workspace& workspace, std::string_view xml, const std::string& name,
                        const std::string& id) {
    workspace.write("key.pem", hierarchy().private_key_pem(name));
    workspace.write("template.xml", xml);
    const auto node = id.empty() ? std::string{} : "--node-id " + id + ' ';
    const bool done = workspace.run(std::string{kXmlsec} + "--sign --privkey-pem key.pem" + kIds +
                                    node + "--output signed.xml template.xml");
    return done ? workspace.read("signed.xml") : std::string{};
}

bool xmlsec_verifies(const Workspace& workspace, std::string_view xml, const std::string& name) {
    workspace.write("cert.pem", hierarchy().certificate_pem(name));
    workspace.write("verify.xml", xml);
    return workspace.run(std::string{kXmlsec} +
                         "--verify --enabled-key-data x509 --pubkey-cert-pem cert.pem" + kIds +
                         "verify.xml");
}

std::optional<Digest> MapResolver::digest(std::string_view uri, DigestAlgorithm algorithm) {
    const auto found = contents_.find(uri);
    return found == contents_.end() ? std::nullopt
                                    : std::optional{digest_of(algorithm, as_bytes(found->second))};
}

std::shared_ptr<const ByteSource> MapResolver::bytes(std::string_view uri) {
    const auto found = contents_.find(uri);
    return found == contents_.end()
               ? nullptr
               : std::make_shared<MemorySource>(to_bytes(as_bytes(found->second)));
}

xml::Element named(const xml::Document& document, std::string_view name) {
    const auto root = document.root();
    auto at = std::optional{root};
    while (at && at->name() != name) {
        at = at->next_within(root);
    }
    return at.value_or(root);
}

std::string replaced(std::string text, std::string_view from, std::string_view to) {
    const auto at = text.find(from);
    MOHUR_CHECK(at != std::string::npos);
    return text.replace(at, from.size(), to);
}

}  // namespace mohur::signing::xmldsig
