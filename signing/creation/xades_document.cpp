// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/creation/xades_document_internal.h"

#include "signing/asic/names.h"
#include "signing/creation/request_check_internal.h"
#include "signing/crypto/hash.h"
#include "signing/xades/reader.h"
#include "signing/xml/source_map.h"
#include "signing/xml/writer.h"
#include "signing/xmldsig/names.h"

#include <algorithm>

namespace mohur::signing {
namespace {

constexpr std::size_t kIdBytes = 8;
constexpr std::string_view kAnyType = "application/octet-stream";
constexpr std::string_view kXmlType = "text/xml";
constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
/// What a signature of level LTA may add to a document that is read as a whole.
constexpr std::uint64_t kRoomForSignature = 1U << 20U;
/// The element of no namespace around detached signatures: inclusive canonical forms of those
/// inside stay what they were.
constexpr std::string_view kSignaturesOpen = "<Signatures>";
constexpr std::string_view kSignaturesClose = "</Signatures>";

std::string type_or(const DataObject& object, std::string_view other) {
    return object.mime_type.empty() ? std::string{other} : object.mime_type;
}

Result<void> write_all(const ByteSource& source, const xml::Sink& sink) {
    constexpr std::uint64_t kPiece = 1U << 16U;
    for (std::uint64_t at = 0; at < source.size(); at += kPiece) {
        MOHUR_TRY(const auto piece, source.read_range(at, std::min(kPiece, source.size() - at)));
        sink(piece);
    }
    return {};
}

bool is_signature(const xml::Element& element) {
    return element.is(xmldsig::kNamespace, "Signature");
}

bool holds_signature(const xml::Document& document) {
    const auto root = document.root();
    for (auto at = std::optional{root}; at; at = at->next_within(root)) {
        if (is_signature(*at)) {
            return true;
        }
    }
    return false;
}

/// Nothing but signatures, as in a file beside its data.
bool holds_only_signatures(const xml::Element& root) {
    const auto children = root.children();
    return is_signature(root) || (root.first_child() && !root.has_own_text() &&
                                  std::all_of(children.begin(), children.end(), is_signature));
}

/// Nothing, or an XML declaration that says UTF-8 or nothing.
bool is_plain_prolog(std::string_view prolog) {
    if (prolog.starts_with(kByteOrderMark)) {
        prolog.remove_prefix(kByteOrderMark.size());
    }
    prolog = xml::trim(prolog);
    if (!prolog.starts_with("<?xml")) {
        return prolog.empty();
    }
    const auto end = prolog.find("?>");
    const auto declaration = prolog.substr(0, end);
    const bool utf8 = declaration.find("encoding") == std::string_view::npos ||
                      declaration.find("UTF-8") != std::string_view::npos ||
                      declaration.find("utf-8") != std::string_view::npos;
    return utf8 && end != std::string_view::npos && xml::trim(prolog.substr(end + 2)).empty();
}

/// The root element as it stands, when the file is XML and nothing of it lies outside of the root.
/// A file that holds signatures is left whole: one over its whole document would not hold inside
/// another.
std::optional<std::string> bare_root(BytesView file, const Limits& limits) {
    const auto document = xml::Document::parse(file, limits);
    if (!document || holds_signature(*document)) {
        return std::nullopt;
    }
    const auto range = xml::locate(file, document->root());
    if (!range) {
        return std::nullopt;
    }
    const auto text = as_text(file);
    const bool bare =
        is_plain_prolog(text.substr(0, range->begin)) && xml::trim(text.substr(range->end)).empty();
    return bare ? std::optional{std::string{text.substr(range->begin, range->end - range->begin)}}
                : std::nullopt;
}

/// The document that results must be read as a whole, base64 included.
Result<void> check_size(std::uint64_t size, const Limits& limits) {
    return size + kRoomForSignature > limits.xml_bytes
               ? Result<void>{Error::too_large("xml-too-large")}
               : Result<void>{};
}

Result<std::vector<bool>> intact_signatures(const SigningRequest& request, BytesView xml) {
    const auto options = read_options(request);
    const auto contents = xades::supplied_contents(options);
    MOHUR_TRY(const auto signatures, xades::read_signatures(xml, options, *contents));
    std::vector<bool> intact;
    for (const auto& signature : signatures) {
        intact.push_back(signature.intact());
    }
    return intact;
}

}  // namespace

Result<void> check_signature_fits(const SigningRequest& request, BytesView before,
                                  BytesView composed, const std::string& id) {
    MOHUR_TRY(const auto document, xml::Document::parse(composed, request.limits));
    for (const auto* suffix : {"", "-sp", "-sv", "-r0", "-o"}) {
        if (!document.by_id(id + suffix).unique) {
            return Error::conflict("xades-id-taken", id + suffix);
        }
    }
    if (before.empty()) {
        return {};
    }
    MOHUR_TRY(const auto was, intact_signatures(request, before));
    if (was.empty()) {
        return {};
    }
    MOHUR_TRY(const auto is, intact_signatures(request, composed));
    for (std::size_t i = 0; i < was.size(); ++i) {
        if (was[i] && (i >= is.size() || !is[i])) {
            return Error::unsupported("xades-signature-seals", "S" + std::to_string(i));
        }
    }
    return {};
}

std::string new_signature_id(RandomSource& random) {
    return "S-" + to_hex(random.bytes(kIdBytes));
}

Result<Prepared> prepare_xades_signature(const SigningRequest& request,
                                         std::vector<XadesObject> objects, std::string signature_id,
                                         const PreparationParts& parts) {
    xades::SignaturePlan plan{.objects = {},
                              .signer = request.signer,
                              .chain = request.chain,
                              .algorithm = request.algorithm,
                              .signing_time = request.signing_time,
                              .location = request.location,
                              .claimed_roles = request.claimed_roles,
                              .signature_id = std::move(signature_id),
                              .commitment_types = request.commitment_types,
                              .policy = request.policy};
    Hasher stamped{DigestAlgorithm::sha256};
    for (auto& object : objects) {
        Hasher hasher{request.algorithm.digest};
        MOHUR_TRY_VOID(object.write([&](BytesView piece) {
            hasher.update(piece);
            if (request.content_timestamp) {
                stamped.update(piece);
            }
        }));
        object.reference.digest = hasher.finish();
        plan.objects.push_back(std::move(object.reference));
    }
    if (request.content_timestamp) {
        MOHUR_TRY(const auto token, parts.evidence.stamp(stamped.finish()));
        plan.content_timestamps.push_back(token.encoding());
    }
    MOHUR_TRY(auto draft, xades::draft(plan));
    Prepared prepared;
    prepared.to_be_signed = std::move(draft.to_be_signed);
    prepared.state.fragment = std::move(draft.xml);
    prepared.state.entry = plan.signature_id;
    return prepared;
}

Result<XadesDocument> XadesDocument::create(const SigningRequest& request,
                                            std::string signature_id) {
    XadesDocument document{request, std::move(signature_id)};
    const auto opened =
        request.format == CreationFormat::xades_enveloped    ? document.open_enveloped()
        : request.format == CreationFormat::xades_enveloping ? document.open_enveloping()
                                                             : document.open_detached();
    return opened ? Result<XadesDocument>{std::move(document)} : opened.error();
}

Result<void> XadesDocument::open_enveloped() {
    const auto& file = *request_.data.front().bytes;
    MOHUR_TRY_VOID(check_size(file.size(), request_.limits));
    MOHUR_TRY(present_, file.read_all(request_.limits.xml_bytes));
    MOHUR_TRY(parsed_, xml::Document::parse(present_, request_.limits));
    return holds_only_signatures(parsed_->root())
               ? Result<void>{Error::unsupported("xades-not-envelopable")}
               : Result<void>{};
}

Result<void> XadesDocument::open_enveloping() {
    const auto& object = request_.data.front();
    MOHUR_TRY_VOID(check_size(object.bytes->size() / 3 * 4, request_.limits));
    MOHUR_TRY(const auto bytes, object.bytes->read_all(request_.limits.xml_bytes));
    const auto root = bare_root(bytes, request_.limits);
    nodes_ = root.has_value();
    object_ = nodes_ ? xades::node_object(id_ + "-o", type_or(object, kXmlType), *root)
                     : xades::base64_object(id_ + "-o", type_or(object, kAnyType), bytes);
    return {};
}

Result<void> XadesDocument::open_detached() {
    const auto& name = request_.data.front().name;
    if (name.empty() || name.find_first_of(std::string_view{"/\\\0", 3}) != std::string::npos) {
        return Error::malformed("data-name-invalid", name);
    }
    if (request_.present_signature == nullptr) {
        return {};
    }
    MOHUR_TRY_VOID(check_size(request_.present_signature->size(), request_.limits));
    MOHUR_TRY(present_, request_.present_signature->read_all(request_.limits.xml_bytes));
    MOHUR_TRY(parsed_, xml::Document::parse(present_, request_.limits));
    if (!holds_only_signatures(parsed_->root())) {
        return Error::malformed("present-signature-invalid");
    }
    // Another signer signs the same data, or the file would say so of things that differ.
    const auto options = read_options(request_);
    const auto contents = xades::supplied_contents(options);
    MOHUR_TRY(const auto signatures, xades::read_signatures(present_, options, *contents));
    const auto covers = [](const SignatureFacts& signature) {
        return std::ranges::all_of(signature.references, &ReferenceFact::intact);
    };
    return std::ranges::all_of(signatures, covers)
               ? Result<void>{}
               : Result<void>{Error::conflict("present-signature-other-data")};
}

std::vector<XadesObject> XadesDocument::objects() const {
    using Transform = xades::ObjectTransform;
    const auto& data = request_.data.front();
    if (request_.format == CreationFormat::xades_enveloped) {
        return {{{"", type_or(data, kXmlType), {}, Transform::without_signatures},
                 [this](const xml::Sink& sink) {
                     return xades::write_without_signatures(*parsed_, sink);
                 }}};
    }
    const auto octets = [source = data.bytes](const xml::Sink& sink) {
        return write_all(*source, sink);
    };
    if (request_.format == CreationFormat::xades_detached) {
        return {{{asic::uri_of_entry(data.name), type_or(data, kAnyType), {}}, octets}};
    }
    const auto uri = "#" + id_ + "-o";
    const std::string type{xmldsig::kObjectType};
    if (!nodes_) {
        return {{{uri, type_or(data, kAnyType), {}, Transform::base64, type}, octets}};
    }
    const auto nodes = [this](const xml::Sink& sink) -> Result<void> {
        MOHUR_TRY(const auto object, xml::Document::parse(as_bytes(object_), request_.limits));
        return xml::canonicalize(xml::NodeSet::subtree(object, object.root(), false),
                                 {xml::CanonicalForm::exclusive, false, {}}, sink);
    };
    return {{{uri, type_or(data, kXmlType), {}, Transform::canonical, type}, nodes}};
}

Result<Bytes> XadesDocument::with_signature(BytesView signature) const {
    if (request_.format == CreationFormat::xades_enveloping) {
        MOHUR_TRY(const auto parsed, xml::Document::parse(signature, request_.limits));
        return xml::with_appended(signature, parsed.root(), object_);
    }
    if (!parsed_) {
        return to_bytes(signature);
    }
    const auto root = parsed_->root();
    // The document may be in another encoding than ours.
    const auto markup = xml::ascii_markup(as_text(signature));
    if (!is_signature(root)) {
        return xml::with_appended(present_, root, markup);
    }
    using Place = xml::Insertion::Place;
    return xml::with_insertions(present_,
                                {{root, Place::before, std::string{kSignaturesOpen}},
                                 {root, Place::after, markup + std::string{kSignaturesClose}}});
}

Result<void> XadesDocument::check_present(BytesView signature) const {
    MOHUR_TRY(const auto composed, with_signature(signature));
    return check_signature_fits(request_, present_, composed, id_);
}

}  // namespace mohur::signing
