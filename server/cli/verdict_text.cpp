// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "server/cli/verdict_text.h"

#include <ostream>

namespace mohur::server {
namespace {

/// Writes indented "label: value" lines in one language.
class Writer {
public:
    Writer(const Catalogue& catalogue, Language language, std::ostream& out)
        : catalogue_{catalogue}, language_{language}, out_{out} {}

    [[nodiscard]] std::string_view text(std::string_view code) const {
        return catalogue_.text(language_, code);
    }

    void line(int depth, std::string_view content) {
        out_ << std::string(static_cast<std::size_t>(depth) * 2, ' ') << content << '\n';
    }

    /// Nothing is written for an empty value.
    void field(int depth, std::string_view label, std::string_view value) {
        if (!value.empty()) {
            line(depth, std::string{text(label)} + ": " + printable(value));
        }
    }

    void findings(int depth, std::string_view label, const Json& list) {
        for (const auto& finding : list.items()) {
            const auto& code = finding["code"].as_string();
            const auto detail = detail_of(code, finding["text"].as_string());
            line(depth, std::string{text(label)} + ": " + std::string{text(code)} + " [" + code +
                            "]" + (detail.empty() ? "" : " " + printable(detail)));
        }
    }

private:
    /// A finding's text begins with the English statement of its rule, which the catalogue has said
    /// in the reader's language already.
    [[nodiscard]] std::string_view detail_of(std::string_view code, std::string_view full) const {
        auto statement = catalogue_.text(Language::en, code);
        if (statement.ends_with('.')) {
            statement.remove_suffix(1);
        }
        if (!full.starts_with(statement)) {
            return full;
        }
        full.remove_prefix(statement.size());
        return full.starts_with(": ") ? full.substr(2) : full;
    }

    const Catalogue& catalogue_;
    Language language_;
    std::ostream& out_;
};

/// "TOTAL-PASSED" said for people, with the sub-indication of the standard.
std::string conclusion(const Json& item, const Writer& writer) {
    const auto& indication = item["indication"].as_string();
    std::string content{writer.text("verdict-" + indication)};
    content += " (" + indication;
    if (!item["sub_indication"].is_null()) {
        content += ", " + item["sub_indication"].as_string();
    }
    return content + ")";
}

void print_timestamp(const Json& token, int depth, Writer& writer) {
    std::string content{writer.text("label-timestamp")};
    content += " (" + token["type"].as_string() + ") " + token["time"].as_string() + ": ";
    writer.line(depth, content + conclusion(token, writer));
    writer.findings(depth + 1, "label-error", token["errors"]);
    writer.findings(depth + 1, "label-warning", token["warnings"]);
}

std::string person(const Json& signer) {
    std::string content = signer["common_name"].as_string();
    if (!signer["fin"].as_string().empty()) {
        content += ", FİN " + signer["fin"].as_string();
    }
    if (!signer["voen"].as_string().empty()) {
        content += ", VÖEN " + signer["voen"].as_string();
    }
    return content;
}

// Counter-signatures nest no deeper than the reader's limit.
void print_signature(const Json& signature, std::string_view validated, int depth, Writer& writer) {
    writer.line(depth, printable(signature["id"].as_string() + " " +
                                 signature["format"].as_string() + ": ") +
                           conclusion(signature, writer));
    writer.field(depth + 1, "label-signed-by", person(signature["signed_by"]));
    writer.field(depth + 1, "label-claimed-time", signature["claimed_signing_time"].as_string());
    // Without a time-stamp nothing older than the validation itself is proven.
    if (signature["best_signature_time"].as_string() != validated) {
        writer.field(depth + 1, "label-best-time", signature["best_signature_time"].as_string());
    }
    for (const auto& scope : signature["scopes"].items()) {
        writer.field(depth + 1, scope["partial"].as_bool() ? "label-covers-part" : "label-covers",
                     scope["name"].as_string());
    }
    writer.findings(depth + 1, "label-error", signature["errors"]);
    writer.findings(depth + 1, "label-warning", signature["warnings"]);
    for (const auto& token : signature["timestamps"].items()) {
        print_timestamp(token, depth + 1, writer);
    }
    for (const auto& counter : signature["counter_signatures"].items()) {
        writer.line(depth + 1, writer.text("label-counter-signature"));
        print_signature(counter, validated, depth + 2, writer);
    }
}

void print_record(const Json& record, Writer& writer) {
    std::string content{writer.text("label-evidence-record")};
    writer.line(0, content + ": " + conclusion(record, writer));
    writer.findings(1, "label-error", record["errors"]);
}

void print_certificate(const Json& certificate, int depth, Writer& writer) {
    writer.field(depth, "label-certificate", certificate["subject"].as_string());
    writer.field(depth + 1, "label-issuer", certificate["issuer"].as_string());
    writer.field(
        depth + 1, "label-validity",
        certificate["not_before"].as_string() + " - " + certificate["not_after"].as_string());
}

void print_inspected_token(const Json& token, int depth, Writer& writer) {
    writer.field(depth, "label-timestamp",
                 token["type"].as_string() + " " + token["time"].as_string() + " " +
                     token["tsa"].as_string());
}

void print_inspected_signature(const Json& signature, int depth, Writer& writer) {
    writer.line(depth,
                printable(signature["id"].as_string() + " " + signature["format"].as_string()));
    writer.field(depth + 1, "label-signed-by", signature["signed_by"].as_string());
    writer.field(depth + 1, "label-algorithm", signature["algorithm"].as_string());
    writer.field(depth + 1, "label-claimed-time", signature["claimed_signing_time"].as_string());
    for (const auto& scope : signature["scopes"].items()) {
        writer.field(depth + 1, "label-covers", scope.as_string());
    }
    for (const auto& certificate : signature["certificates"].items()) {
        print_certificate(certificate, depth + 1, writer);
    }
    for (const auto& token : signature["timestamps"].items()) {
        print_inspected_token(token, depth + 1, writer);
    }
    for (const auto& counter : signature["counter_signatures"].items()) {
        writer.line(depth + 1, writer.text("label-counter-signature"));
        print_inspected_signature(counter, depth + 2, writer);
    }
}

}  // namespace

std::string printable(std::string_view text) {
    std::string result;
    for (const char c : text) {
        const auto octet = static_cast<unsigned char>(c);
        if (octet < 0x20U || octet == 0x7FU) {
            result += "\xEF\xBF\xBD";
        } else {
            result += c;
        }
    }
    return result;
}

void print_verdict(const Json& verdict, std::string_view file, const Catalogue& catalogue,
                   Language language, std::ostream& out) {
    Writer writer{catalogue, language, out};
    writer.line(0, printable(file) + " (" + verdict["container"].as_string() + ")");
    writer.field(0, "label-validation-time", verdict["validation_time"].as_string());
    if (verdict["hypothetical"].as_bool()) {
        writer.line(0, writer.text("label-hypothetical"));
    }
    writer.field(0, "label-policy", verdict["policy"].as_string());
    for (const auto& signature : verdict["signatures"].items()) {
        print_signature(signature, verdict["validation_time"].as_string(), 0, writer);
    }
    for (const auto& token : verdict["timestamps"].items()) {
        print_timestamp(token, 0, writer);
    }
    for (const auto& record : verdict["evidence_records"].items()) {
        print_record(record, writer);
    }
    writer.findings(0, "label-error", verdict["errors"]);
    writer.findings(0, "label-warning", verdict["warnings"]);
}

void print_inspection(const Json& content, std::string_view file, const Catalogue& catalogue,
                      Language language, std::ostream& out) {
    Writer writer{catalogue, language, out};
    writer.line(0, printable(file) + " (" + content["container"].as_string() + ")");
    for (const auto& name : content["data_files"].items()) {
        writer.field(0, "label-data-file", name.as_string());
    }
    for (const auto& signature : content["signatures"].items()) {
        print_inspected_signature(signature, 0, writer);
    }
    for (const auto& token : content["timestamps"].items()) {
        print_inspected_token(token, 0, writer);
    }
    for (const auto& field : content["signature_fields"].items()) {
        if (!field["filled"].as_bool()) {
            writer.field(0, "label-signature-field", field["name"].as_string());
        }
    }
    writer.findings(0, "label-warning", content["findings"]);
    writer.findings(0, "label-error", content["errors"]);
}

}  // namespace mohur::server
