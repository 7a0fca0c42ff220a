// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/asn1/der.h"
#include "signing/pki/extension_value.h"
#include "signing/validation/rules/checks_internal.h"
#include "signing/validation/rules/rules.h"

#include <algorithm>

namespace mohur::signing::rules {
namespace {

constexpr std::string_view kNameConstraints = "2.5.29.30";
constexpr std::string_view kSubjectAltName = "2.5.29.17";
constexpr std::string_view kEmailAddress = "1.2.840.113549.1.9.1";
constexpr std::uint8_t kMailbox = tag::context(1);
constexpr std::uint8_t kDirectory = tag::context_set(4);

/// One GeneralName: the tag of its form, and its content.
struct GeneralName {
    std::uint8_t form = 0;
    Bytes content;
};

struct Subtrees {
    std::vector<GeneralName> permitted;
    std::vector<GeneralName> excluded;
};

Result<std::vector<GeneralName>> read_names(DerReader list, bool subtrees) {
    std::vector<GeneralName> names;
    while (!list.at_end()) {
        auto place = list;
        if (subtrees) {
            // GeneralSubtree: minimum is 0 and maximum absent (RFC 5280 clause 4.2.1.10).
            MOHUR_TRY(place, list.enter(tag::kSequence));
        }
        MOHUR_TRY(const auto name, place.next());
        if (!subtrees) {
            list = place;
        } else if (!place.at_end()) {
            return Error::malformed("certificate-invalid", "GeneralSubtree");
        }
        names.push_back({name.tag, to_bytes(name.content)});
    }
    return names;
}

Result<Subtrees> read_constraints(BytesView value) {
    DerReader outer{value};
    MOHUR_TRY(auto fields, outer.enter(tag::kSequence));
    Subtrees out;
    MOHUR_TRY(const auto permitted, fields.optional(tag::context_set(0)));
    if (permitted) {
        MOHUR_TRY(out.permitted, read_names(fields.into(*permitted), true));
    }
    MOHUR_TRY(const auto excluded, fields.optional(tag::context_set(1)));
    if (excluded) {
        MOHUR_TRY(out.excluded, read_names(fields.into(*excluded), true));
    }
    MOHUR_TRY_VOID(fields.finish());
    return out;
}

/// The names that constraints are about: the subject, its mailboxes, the alternative names.
std::vector<GeneralName> names_of(const Certificate& certificate) {
    std::vector<GeneralName> names;
    const auto& subject = certificate.subject();
    if (!subject.attributes.empty()) {
        names.push_back({kDirectory, subject.der});
    }
    const auto value = extension_value(certificate, kSubjectAltName);
    auto list = value ? DerReader{*value}.enter(tag::kSequence)
                      : Result<DerReader>{Error::not_found("extension")};
    const auto alternative =
        list ? read_names(*list, false) : Result<std::vector<GeneralName>>{list.error()};
    if (alternative) {
        names.insert(names.end(), alternative->begin(), alternative->end());
    }
    if (const auto mailbox = subject.get(kEmailAddress)) {
        names.push_back({kMailbox, to_bytes(as_bytes(*mailbox))});
    }
    return names;
}

/// The base is the beginning of the name, relative name by relative name.
bool directory_within(BytesView name, BytesView base) {
    const auto whole = Name::from_der(name);
    const auto top = Name::from_der(base);
    if (!whole || !top) {
        return false;
    }
    const std::size_t depth = top->attributes.empty() ? 0 : top->attributes.back().rdn + 1;
    Name beginning;
    std::ranges::copy_if(whole->attributes, std::back_inserter(beginning.attributes),
                         [&](const Name::Attribute& one) { return one.rdn < depth; });
    return beginning.matches(*top);
}

char folded(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool equal_folded(std::string_view a, std::string_view b) {
    return std::ranges::equal(a, b, {}, folded, folded);
}

/// RFC 5280 clause 4.2.1.10: one mailbox, all of a host, or, with a dot in front, of hosts below.
bool mailbox_within(std::string_view mailbox, std::string_view base) {
    if (base.find('@') != std::string_view::npos) {
        return equal_folded(mailbox, base);
    }
    const auto at = mailbox.rfind('@');
    const auto host = at == std::string_view::npos ? mailbox : mailbox.substr(at + 1);
    if (base.starts_with('.')) {
        return host.size() > base.size() &&
               equal_folded(host.substr(host.size() - base.size()), base);
    }
    return equal_folded(host, base);
}

/// Empty: the form is not understood here.
std::optional<bool> within(const GeneralName& name, const GeneralName& base) {
    if (name.form == kDirectory) {
        return directory_within(name.content, base.content);
    }
    if (name.form == kMailbox) {
        return mailbox_within(as_text(name.content), as_text(base.content));
    }
    return std::nullopt;
}

/// What is not understood is taken for a violation, as RFC 5280 clause 4.2.1.10 asks.
bool allowed(const GeneralName& name, const Subtrees& constraints) {
    bool limited = false;
    bool inside = false;
    for (const auto& base : constraints.permitted) {
        if (base.form == name.form) {
            limited = true;
            inside = inside || within(name, base).value_or(false);
        }
    }
    const bool out = std::ranges::any_of(constraints.excluded, [&](const GeneralName& base) {
        return base.form == name.form && within(name, base).value_or(true);
    });
    return (!limited || inside) && !out;
}

}  // namespace

void check_name_constraints(const CertificatePath& path, Conclusion& conclusion) {
    for (std::size_t issuer = 1; issuer < path.size(); ++issuer) {
        const auto value = extension_value(path[issuer], kNameConstraints);
        if (!value) {
            continue;
        }
        const auto constraints = read_constraints(*value);
        for (std::size_t below = 0; below < issuer; ++below) {
            // Self-issued authorities are exempt, the subject is not (RFC 5280 clause 6.1.3 (b)).
            const bool exempt = below > 0 && path[below].self_issued();
            const auto names = names_of(path[below]);
            const bool good = constraints && std::ranges::all_of(names, [&](const auto& name) {
                                  return allowed(name, *constraints);
                              });
            if (!exempt && !good) {
                conclusion.violate(kNameConstraintViolated, path[below].subject().to_rfc4514());
            }
        }
    }
}

}  // namespace mohur::signing::rules
