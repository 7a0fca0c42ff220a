// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "tests/unit/signing/asic/container_builder.h"

#include "pki-test/hierarchy.h"
#include "signing/asic/names.h"
#include "signing/cms/signed_data_builder.h"
#include "signing/crypto/hash.h"
#include "signing/xades/creation.h"
#include "signing/zip/archive_writer.h"
#include "tests/support/pki/test_identity.h"

#include <algorithm>
#include <stdexcept>

namespace mohur::signing::asic::testing {
namespace {

using mohur::testing::TestIdentity;

const Time kMoment = parse_rfc3339("2026-11-21T12:00:00Z").value();

const TestIdentity& signer() {
    static const auto identity = mohur::testing::make_identity({});
    return identity;
}

std::string base64_digest(std::string_view content) {
    return to_base64(digest_of(DigestAlgorithm::sha256, as_bytes(content)).value);
}

}  // namespace

ContainerBuilder& ContainerBuilder::add(std::string name, std::string_view content) {
    entries.emplace_back(std::move(name), content);
    return *this;
}

ContainerBuilder& ContainerBuilder::add(std::string name, const Bytes& content) {
    return add(std::move(name), as_text(content));
}

ContainerBuilder& ContainerBuilder::replace(std::string_view name, std::string content) {
    for (auto& [entry, bytes] : entries) {
        if (entry == name) {
            bytes = std::move(content);
        }
    }
    return *this;
}

ContainerBuilder& ContainerBuilder::remove(std::string_view name) {
    std::erase_if(entries, [&](const auto& entry) { return entry.first == name; });
    return *this;
}

std::shared_ptr<const ByteSource> ContainerBuilder::source() const {
    std::vector<zip::NewEntry> all;
    for (const auto& [name, content] : entries) {
        all.push_back({name, std::make_shared<MemorySource>(to_bytes(as_bytes(content)))});
    }
    MemoryTarget target;
    zip::write_archive(target, mimetype, all, kMoment).value();
    return target.read_back().value();
}

std::string odf_manifest(const Files& files) {
    std::string text =
        R"(<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">)";
    for (const auto& [name, content] : files) {
        text += R"(<m:file-entry m:full-path=")" + name + R"(" m:media-type="text/plain"/>)";
    }
    return text + "</m:manifest>";
}

std::string asic_manifest(const std::string& sig_reference, const Files& files) {
    std::string text =
        R"(<ASiCManifest xmlns="http://uri.etsi.org/02918/v1.2.1#" xmlns:d="http://www.w3.org/2000/09/xmldsig#"><SigReference URI=")" +
        sig_reference + R"("/>)";
    for (const auto& [name, content] : files) {
        text +=
            R"(<DataObjectReference URI=")" + uri_of_entry(name) +
            R"("><d:DigestMethod Algorithm="http://www.w3.org/2001/04/xmlenc#sha256"/><d:DigestValue>)" +
            base64_digest(content) + "</d:DigestValue></DataObjectReference>";
    }
    return text + "</ASiCManifest>";
}

Bytes xades_over(const Files& files) {
    xades::SignaturePlan plan{
        {}, signer().certificate, {}, signer().key.algorithm(), kMoment, {}, {}, "S-1"};
    for (const auto& [name, content] : files) {
        plan.objects.push_back({uri_of_entry(name), "text/plain",
                                digest_of(DigestAlgorithm::sha256, as_bytes(content))});
    }
    const auto draft = xades::draft(plan).value();
    const auto value = signer().key.sign(plan.algorithm, draft.to_be_signed);
    return xades::in_asic_document(xades::with_signature_value(draft.xml, plan.algorithm,
                                                               signer().certificate.public_key(),
                                                               value)
                                       .value());
}

Bytes cades_over(std::string_view content, bool attached) {
    SignerInfoPlan plan{.signer = signer().certificate,
                        .chain = {},
                        .algorithm = signer().key.algorithm(),
                        .content_type = Oid{"1.2.840.113549.1.7.1"},
                        .message_digest = digest_of(DigestAlgorithm::sha256, as_bytes(content)),
                        .signing_time = kMoment,
                        .attached_content = nullptr,
                        .more_signed_attributes = {}};
    if (attached) {
        plan.attached_content = std::make_shared<MemorySource>(to_bytes(as_bytes(content)));
    }
    const auto attributes = signed_attributes(plan).value();
    return assemble_signed_data(plan, attributes, signer().key.sign(plan.algorithm, attributes))
        .value();
}

Bytes token_over(std::string_view content) {
    static const auto pki = pkitest::Hierarchy::standard([] { return kMoment; });
    return pki.timestamp_token("sha256",
                               digest_of(DigestAlgorithm::sha256, as_bytes(content)).value);
}

ContainerBuilder good_asic_e() {
    const Files files{{"məktub.txt", "salam"}, {"folder/b.txt", "əlavə"}};
    ContainerBuilder container;
    for (const auto& [name, content] : files) {
        container.add(name, content);
    }
    container.add(std::string{kOdfManifest}, odf_manifest(files));
    container.add("META-INF/signatures0.xml", xades_over(files));
    return container;
}

}  // namespace mohur::signing::asic::testing
