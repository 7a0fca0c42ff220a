// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "signing/asn1/der.h"
#include "signing/pki/extension_value.h"
#include "signing/validation/rules/checks_internal.h"
#include "signing/validation/rules/rules.h"

#include <algorithm>
#include <set>

namespace mohur::signing::rules {
namespace {

constexpr std::string_view kPolicyConstraints = "2.5.29.36";
constexpr std::string_view kPolicyMappings = "2.5.29.33";
constexpr std::string_view kInhibitAnyPolicy = "2.5.29.54";
constexpr std::string_view kAnyPolicy = "2.5.29.32.0";

/// PolicyConstraints (RFC 5280 clause 4.2.1.11): after how many certificates each begins to hold.
struct PolicyConstraints {
    std::optional<std::int64_t> require_explicit;
};

Result<PolicyConstraints> read_constraints(BytesView value) {
    DerReader outer{value};
    MOHUR_TRY(auto fields, outer.enter(tag::kSequence));
    PolicyConstraints out;
    MOHUR_TRY(const auto require, fields.optional(tag::context(0)));
    if (require) {
        const auto number = der::element(tag::kInteger, require->content);
        MOHUR_TRY(out.require_explicit, DerReader{number}.small_integer());
    }
    MOHUR_TRY_VOID(fields.optional(tag::context(1)));
    MOHUR_TRY_VOID(fields.finish());
    return out;
}

/// Policies that every certificate of the path so far asserts; "any" until one limits them.
class CommonPolicies {
public:
    void pass(const Certificate& certificate, bool any_inhibited) {
        const auto& stated = certificate.policies();
        const bool states_any = !any_inhibited && std::ranges::any_of(stated, [](const Oid& oid) {
            return oid == kAnyPolicy;
        });
        if (states_any) {
            return;
        }
        std::set<std::string> left;
        for (const auto& oid : stated) {
            const std::string policy{oid.dotted()};
            if (!(oid == kAnyPolicy) && (any_ || common_.contains(policy))) {
                left.insert(policy);
            }
        }
        any_ = false;
        common_ = std::move(left);
    }
    [[nodiscard]] bool empty() const { return !any_ && common_.empty(); }

private:
    bool any_ = true;
    std::set<std::string> common_;
};

/// Counts down with the certificates that are not self-issued (RFC 5280 clause 6.1.4 (h) to (j)).
class Countdown {
public:
    void limit(std::int64_t certificates) {
        left_ = left_ ? std::min(*left_, certificates) : certificates;
    }
    void pass() {
        if (left_ && *left_ > 0) {
            --*left_;
        }
    }
    [[nodiscard]] bool over() const { return left_ && *left_ <= 0; }

private:
    std::optional<std::int64_t> left_;
};

std::optional<std::int64_t> inhibited_after(const Certificate& certificate) {
    const auto value = extension_value(certificate, kInhibitAnyPolicy);
    if (!value) {
        return std::nullopt;
    }
    const auto number = DerReader{*value}.small_integer();
    return number ? *number : 0;
}

}  // namespace

// RFC 5280 clause 6.1 with every policy acceptable at the start. Mappings are not followed: where a
// policy is required and one is mapped, the answer is no.
void check_policies(const CertificatePath& path, Conclusion& conclusion) {
    CommonPolicies policies;
    Countdown require;
    Countdown inhibit;
    bool mapped = false;
    for (std::size_t i = path.size() - 1; i-- > 0;) {
        const auto& certificate = path[i];
        policies.pass(certificate, inhibit.over() && !certificate.self_issued());
        if (!certificate.self_issued()) {
            require.pass();
            inhibit.pass();
        }
        mapped = mapped || extension_value(certificate, kPolicyMappings).has_value();
        if (const auto value = extension_value(certificate, kPolicyConstraints)) {
            const auto constraints = read_constraints(*value);
            require.limit(constraints ? constraints->require_explicit.value_or(INT64_MAX) : 0);
        }
        if (const auto after = inhibited_after(certificate)) {
            inhibit.limit(*after);
        }
        if (require.over() && (policies.empty() || mapped)) {
            conclusion.violate(kPolicyConstraintViolated, certificate.subject().to_rfc4514());
            return;
        }
    }
}

}  // namespace mohur::signing::rules
