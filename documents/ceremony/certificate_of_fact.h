// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "documents/registry/registry.h"
#include "documents/workflow/route.h"

#include <optional>
#include <string>
#include <vector>

namespace mohur::documents {

/// A request for a certificate-of-fact (arayış).
struct NewCertificate {
    std::string template_code;  ///< "employment-certificate"
    std::string title;          ///< "İş yeri haqqında arayış"
    std::string subject_name;
    std::optional<std::string> subject_fin;
    std::string presented_to;
    Json facts;  ///< by the template's schema; the caller has checked it
    std::optional<Date> valid_until;
    NewFile paper;        ///< a preview without number (role `main`)
    NewFile facts_file;   ///< the same facts as they are stored (role `facts`)
    AssignmentId sealer;  ///< who seals it (power `seal`)
};

struct CertificateFacts {
    std::string template_code;
    std::string subject_name;
    std::optional<std::string> subject_fin;
    std::string presented_to;
    Json facts;
    std::optional<Date> valid_until;
};

enum class PaperStatus { valid, voided, expired };
[[nodiscard]] std::string_view to_string(PaperStatus status) noexcept;

/// What anybody who holds the paper may learn about it.
struct PublicCheck {
    std::string agency_name;
    Direction direction = Direction::certificate;
    std::string kind;
    std::string index_text;
    Date date;
    PaperStatus status = PaperStatus::valid;
    std::optional<Date> valid_until;
    std::string masked_subject;  ///< "M*** E***"; empty for letters
    Digest signed_file;          ///< of the signed paper as it was issued
};

/// Certificates-of-fact. Thread-safe. Borrows `ids`.
class Certificates {
public:
    explicit Certificates(const IdSource& ids) : ids_{ids} {}

    /// Captures the request and sends it to the seal: the ceremony then numbers, seals and issues
    /// it. Any active assignment may request; the sealer must hold the power `seal`.
    [[nodiscard]] Result<Document> request(sql::Transaction& tx, const Act& act,
                                           const NewCertificate& certificate) const;

private:
    const IdSource& ids_;
};

/// `not_found` "certificate-missing" for a document of another kind.
[[nodiscard]] Result<CertificateFacts> certificate_facts_of(sql::Transaction& tx, const Act& act,
                                                            DocumentId id);

/// Letters and certificates by the code printed on them; any case, dashes and spaces ignored.
/// Nothing for an unknown code. In the global scope; `today` decides about expiry.
[[nodiscard]] Result<std::optional<PublicCheck>> check_code(sql::Transaction& tx,
                                                            std::string_view code, Date today);
/// By the digest of the signed file.
[[nodiscard]] Result<std::optional<PublicCheck>> check_digest(sql::Transaction& tx,
                                                              const Digest& digest, Date today);

}  // namespace mohur::documents
