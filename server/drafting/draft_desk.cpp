// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "server/drafting/draft_desk.h"

#include "documents/registry/registry.h"
#include "server/signing/paper.h"

#include <sys/mman.h>

namespace mohur::server {
namespace {

namespace sql = documents::sql;
using documents::FileRole;
using templates::PaperKind;
using templates::TemplatePackage;

Result<TemplatePackage> package_of(const std::string& name, PaperKind kind) {
    MOHUR_TRY(auto package, TemplatePackage::shipped(name));
    if (package.kind() != kind) {
        return Error::not_found("template-missing", name);
    }
    return package;
}

/// Number and code are not taken yet.
PaperStamp draft_stamp(const std::string& public_url, Time now) {
    return {"____", documents::local_date(now), "", public_url, now, true};
}

Result<std::shared_ptr<const ByteSource>> page_image(const WorkerPool& workers, const Bytes& pdf,
                                                     int page, int width) {
    const auto paper = std::make_shared<FileTarget>(::memfd_create("draft", MFD_CLOEXEC));
    MOHUR_TRY_VOID(paper->write_at(0, pdf));
    MOHUR_TRY(auto content, paper->read_back());
    const auto image = std::make_shared<FileTarget>(::memfd_create("page", MFD_CLOEXEC));
    MOHUR_TRY_VOID(workers.run("page-image", Json::object({{"page", page}, {"width", width}}),
                               {{std::move(content)}, {image}}));
    return image->read_back();
}

}  // namespace

Result<DraftDesk::Known> DraftDesk::gather(const documents::AgencyScope& scope,
                                           const documents::Act& act,
                                           const TemplatePackage& package,
                                           Occasion occasion) const {
    return services_.cells.of(scope).read(scope, [&](sql::Transaction& tx) -> Result<Known> {
        if (!occasion.signer && package.kind() == PaperKind::letter) {
            MOHUR_TRY(occasion.signer, usual_signer(tx, act, occasion.answers));
        }
        MOHUR_TRY(auto facts, known_facts(tx, act, occasion));
        return Known{std::move(facts), occasion.signer};
    });
}

Result<DraftFiles> DraftDesk::draft(const documents::AgencyScope& scope, const documents::Act& act,
                                    const PaperRequest& request) const {
    MOHUR_TRY(const auto package, package_of(request.template_name, request.kind));
    MOHUR_TRY(const auto known, gather(scope, act, package, request.occasion));
    auto facts = known.facts.complete(package, request.facts);
    if (!facts) {
        return named_in_request(facts.error());
    }
    const StoredFacts stored{request.template_name, *facts, known.signer};
    auto paper = render_paper(stored, draft_stamp(services_.config.public_url, act.at));
    if (!paper) {
        return named_in_request(paper.error());
    }
    MOHUR_TRY(const auto page, services_.blobs.put(scope.agency(), MemorySource{paper->pdf}));
    const auto text = stored.text();
    MOHUR_TRY(const auto kept,
              services_.blobs.put(scope.agency(), MemorySource{to_bytes(as_bytes(text))}));
    return DraftFiles{{FileRole::main, paper->file_name, "application/pdf", page, paper->pages},
                      {FileRole::facts, std::string{kFactsFile}, "application/json", kept},
                      stored};
}

Result<DraftDesk::Preview> DraftDesk::preview(const documents::AgencyScope& scope,
                                              const documents::Act& act,
                                              const PaperRequest& request, int page,
                                              int width) const {
    MOHUR_TRY(const auto package, TemplatePackage::shipped(request.template_name));
    MOHUR_TRY(const auto known, gather(scope, act, package, request.occasion));
    auto facts = known.facts.complete(package, request.facts);
    if (!facts) {
        return named_in_request(facts.error());
    }
    const StoredFacts unfinished{request.template_name, package.schema().filled_for_preview(*facts),
                                 known.signer};
    const auto paper = render_paper(unfinished, draft_stamp(services_.config.public_url, act.at));
    if (!paper) {
        return named_in_request(paper.error());
    }
    if (page > paper->pages) {
        return Error::malformed("field-invalid", "field:page");
    }
    MOHUR_TRY(auto image, page_image(services_.workers, paper->pdf, page, width));
    return Preview{std::move(image), paper->pages};
}

Result<DraftDesk::Start> DraftDesk::start(const documents::AgencyScope& scope,
                                          const documents::Act& act,
                                          const std::string& template_name,
                                          Occasion occasion) const {
    MOHUR_TRY(const auto package, TemplatePackage::shipped(template_name));
    Start out;
    if (occasion.answers) {
        MOHUR_TRY(const auto answered,
                  services_.cells.of(scope).read(scope, [&](sql::Transaction& tx) {
                      return documents::document_of(tx, act, *occasion.answers);
                  }));
        out.subject = answered.card.title;
    }
    MOHUR_TRY(const auto known, gather(scope, act, package, std::move(occasion)));
    out.facts = known.facts.suggest(package);
    out.given = known.facts.given(package);
    out.signer = known.signer;
    return out;
}

Result<std::optional<StoredFacts>> DraftDesk::stored(const documents::AgencyScope& scope,
                                                     const documents::Version& version) const {
    for (const auto& file : version.files) {
        if (file.role == FileRole::facts) {
            MOHUR_TRY(const auto content, services_.blobs.get(scope.agency(), file.digest));
            MOHUR_TRY(const auto text, content->read_all(services_.config.max_json_bytes));
            MOHUR_TRY(auto facts, StoredFacts::parse(as_text(text)));
            return std::optional{std::move(facts)};
        }
    }
    return std::optional<StoredFacts>{};
}

}  // namespace mohur::server
