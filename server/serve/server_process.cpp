// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "server/serve/server_process.h"

#include "documents/audit/sealer.h"
#include "documents/ceremony/signing_session.h"
#include "documents/content/folder_store.h"
#include "documents/organisation/organisation.h"
#include "documents/storage/cells.h"
#include "server/api/certificate_api.h"
#include "server/api/directory_api.h"
#include "server/api/dispatch_api.h"
#include "server/api/document_api.h"
#include "server/api/draft_api.h"
#include "server/api/export_api.h"
#include "server/api/file_api.h"
#include "server/api/filing_api.h"
#include "server/api/health_api.h"
#include "server/api/reception_api.h"
#include "server/api/session_api.h"
#include "server/api/signing_api.h"
#include "server/api/template_api.h"
#include "server/api/today_api.h"
#include "server/api/verify_api.h"
#include "server/exchange/courier.h"
#include "server/exchange/exchange_api.h"
#include "server/export/export_job.h"
#include "server/http/dispatcher.h"
#include "server/http/http_server.h"
#include "server/http/static_files.h"
#include "server/jobs/job_runner.h"
#include "server/jobs/log_timestamps.h"
#include "server/reception/reception_desk.h"
#include "server/serve/database_opening.h"
#include "server/signing/remote_signing.h"
#include "server/validation/validation_api.h"
#include "signing/pki/trust_anchors.h"
#include "signing/token/pkcs11_module.h"

#include <algorithm>

namespace mohur::server {
namespace {

namespace sql = documents::sql;

constexpr std::size_t kConnections = 12;

Result<std::filesystem::path> make_folder(const std::filesystem::path& folder) {
    std::error_code failed;
    std::filesystem::create_directories(folder, failed);
    if (failed) {
        return Error::unavailable("data-not-writable", folder.string() + ": " + failed.message());
    }
    return folder;
}

Result<signing::TrustAnchors> load_anchors(const Config& config) {
    std::vector<signing::Certificate> all;
    for (const auto& path : config.trust) {
        MOHUR_TRY(auto some, signing::load_certificates(path));
        all.insert(all.end(), some.begin(), some.end());
    }
    return signing::TrustAnchors{std::move(all)};
}

Result<std::unique_ptr<signing::Pkcs11Module>> load_module(const Config& config) {
    if (config.pkcs11_module.empty()) {
        return std::unique_ptr<signing::Pkcs11Module>{};
    }
    return signing::Pkcs11Module::load(config.pkcs11_module);
}

WorkerSettings worker_settings(const std::string& program) {
    WorkerSettings settings;
    settings.program = program;
    return settings;
}

JobRunner::Settings job_settings(const IdSource& ids) {
    JobRunner::Settings settings;
    settings.worker = to_string(ids.next());
    return settings;
}

/// Every handler, with the router that finds them. They borrow the services, which outlive them.
struct Handlers {
    explicit Handlers(const ApiServices& services)
        : desk{services},
          session{services},
          directory{services},
          files{services},
          documents{services},
          drafts{services},
          dispatches{services},
          exchange{services},
          signing{services, desk},
          certificates{services, desk},
          templates{services},
          filing{services},
          exports{services},
          today{services},
          verify{services},
          validation{services},
          reception{services},
          health{services} {
        session.add_to(router);
        directory.add_to(router);
        files.add_to(router);
        documents.add_to(router);
        drafts.add_to(router);
        dispatches.add_to(router);
        exchange.add_to(router);
        signing.add_to(router);
        certificates.add_to(router);
        templates.add_to(router);
        filing.add_to(router);
        exports.add_to(router);
        today.add_to(router);
        verify.add_to(router);
        validation.add_to(router);
        reception.add_to(router);
        health.add_to(router);
    }

    CeremonyDesk desk;
    SessionApi session;
    DirectoryApi directory;
    FileApi files;
    DocumentApi documents;
    DraftApi drafts;
    DispatchApi dispatches;
    ExchangeApi exchange;
    SigningApi signing;
    CertificateApi certificates;
    TemplateApi templates;
    FilingApi filing;
    ExportApi exports;
    TodayApi today;
    VerifyApi verify;
    ValidationApi validation;
    ReceptionApi reception;
    HealthApi health;
    Router router;
};

}  // namespace

/// In the order of construction; destroyed in reverse.
struct ServerProcess::Parts {
    Parts(Config given, const ProcessServices& process, OpenDatabase opened,
          std::unique_ptr<signing::Pkcs11Module> pkcs11, Catalogue texts,
          const signing::TrustAnchors& trusted)
        : config{std::move(given)},
          services{process},
          database{std::move(opened)},
          cells{database.database},
          content_keys{config.data / "keys", process.random},
          blobs{config.data / "content", content_keys, process.random},
          module{std::move(pkcs11)},
          catalogue{std::move(texts)},
          workers{worker_settings(process.program), process.fetcher},
          signer{workers, trusted, config.timestamp_urls},
          passwords{PasswordHasher::Cost::interactive},
          ids{process.clock, process.random},
          sealer{database.database, process.clock},
          jobs{cells, ids, process.clock, process.log, job_settings(ids)},
          remote_jobs{cells, ids, process.clock, process.log, RemoteSigning::settings(ids)},
          anchors{trusted} {}

    Config config;
    ProcessServices services;
    OpenDatabase database;
    documents::Cells cells;
    documents::KeyFolder content_keys;
    documents::FolderStore blobs;
    std::unique_ptr<signing::Pkcs11Module> module;
    Catalogue catalogue;
    WorkerPool workers;
    WorkerSignatureEngine signer;
    PasswordHasher passwords;
    IdSource ids;
    documents::Sealer sealer;
    JobRunner jobs;
    JobRunner remote_jobs;
    signing::TrustAnchors anchors;
    std::optional<Verification> verification;
    std::optional<Timestamping> timestamping;
    std::optional<LogTimestamps> log_timestamps;
    std::optional<ReceptionDesk> reception;
    std::optional<KeyRing> keys;
    std::optional<OutsideSigners> outside;
    std::optional<ExportJob> exports;
    std::optional<StaticFiles> ui;
    std::unique_ptr<ApiServices> api;
    std::unique_ptr<Courier> courier;
    std::unique_ptr<Handlers> handlers;
    std::optional<RemoteSigning> remote;
    std::unique_ptr<Dispatcher> dispatcher;
    std::optional<HttpServer> http;

    Result<void> open() {
        MOHUR_TRY(auto judge, Verification::create(workers, config.trust));
        verification.emplace(std::move(judge));
        add_timestamps();
        reception.emplace(cells, blobs, *verification, *timestamping, ids, services.clock);
        reception->add_to(jobs);
        MOHUR_TRY(auto ring, KeyRing::create(config, module.get()));
        keys.emplace(std::move(ring));
        MOHUR_TRY(auto elsewhere, OutsideSigners::create(config, services.signers, anchors));
        outside.emplace(std::move(elsewhere));
        MOHUR_TRY(const auto spool, make_folder(config.data / "spool"));
        api = std::make_unique<ApiServices>(
            ApiServices{config, cells, blobs, workers, *verification, signer, *keys, *outside,
                        passwords, catalogue, services.log, ids, services.clock, services.random,
                        jobs, remote_jobs, spool});
        courier = std::make_unique<Courier>(*api, services.fetcher);
        courier->add_to(jobs);
        handlers = std::make_unique<Handlers>(*api);
        remote.emplace(*api, handlers->desk);
        remote->add_to(remote_jobs);
        if (!config.ui.empty()) {
            MOHUR_TRY_VOID(add_ui());
        }
        const RateLimit per_address{static_cast<double>(config.requests_per_minute),
                                    std::chrono::seconds{60}};
        dispatcher = std::make_unique<Dispatcher>(handlers->router, catalogue, services.log,
                                                  services.clock, services.random, per_address);
        MOHUR_TRY_VOID(listen());
        exports.emplace(cells, blobs, *verification, *timestamping, ids, services.clock, spool);
        jobs.add(
            ExportJob::kKind,
            [this](const auto& scope, const auto& job) { return exports->run(scope, job); },
            ExportJob::kRetry);
        MOHUR_TRY_VOID(catch_up());
        jobs.start();
        remote_jobs.start();
        return {};
    }

    void add_timestamps() {
        timestamping.emplace(workers, *verification, config.timestamp_urls);
        log_timestamps.emplace(cells, sealer, *timestamping, ids, services.clock,
                               config.log_timestamp_period);
        jobs.add(LogTimestamps::kKind,
                 [this](const documents::AgencyScope& scope, const documents::Job&) {
                     return log_timestamps->stamp(scope);
                 });
        if (!timestamping->configured()) {
            services.log.warning("log.timestamps_off");
        }
    }

    /// What waited for an authority that is configured by now.
    Result<void> catch_up() {
        MOHUR_TRY(const auto all, cells.global().read(sql::GlobalScope{}, [](sql::Transaction& tx) {
            return documents::agencies(tx);
        }));
        for (const auto& agency : all) {
            MOHUR_TRY_VOID(reception->catch_up(documents::AgencyScope{agency.id}));
        }
        return {};
    }

    Result<void> add_ui() {
        MOHUR_TRY(auto files, StaticFiles::list(config.ui));
        ui.emplace(std::move(files));
        handlers->router.add(Method::get, "/assets/{name}",
                             [this](Request& r) { return ui->serve(r); });
        handlers->router.add(Method::get, "/favicon.svg",
                             [this](Request& r) { return ui->serve(r); });
        for (const auto* page : {"/", "/register", "/documents", "/documents/{id}", "/certificates",
                                 "/letters/new", "/letters/{id}", "/me"}) {
            handlers->router.add(Method::get, page, [this](Request& r) { return ui->index(r); });
        }
        return {};
    }

    Result<void> listen() {
        ListenSettings settings;
        settings.address = config.listen_address;
        settings.port = config.listen_port;
        settings.threads = config.http_threads;
        MOHUR_TRY(auto server,
                  HttpServer::listen(
                      settings, [this](RequestHead head, std::unique_ptr<BodyStream> body) {
                          return dispatcher->handle(std::move(head), std::move(body));
                      }));
        http.emplace(std::move(server));
        http->start();
        return {};
    }

    void tick(const documents::AgencyScope& scope) {
        complain_of("sealer.failed", sealer.seal(scope));
        complain_of("log.timestamp_not_scheduled", log_timestamps->schedule(scope));
        const documents::Ceremonies ceremonies{ids, services.random};
        const auto act = documents::Act::system(services.clock.now());
        complain_of("ceremony.expire_failed",
                    cells.of(scope).write(
                        scope, [&](sql::Transaction& tx) { return ceremonies.expire(tx, act); }));
    }

    template <class T>
    void complain_of(std::string_view event, const Result<T>& outcome) {
        if (!outcome) {
            services.log.error(event, {{"reason", outcome.error().reason}});
        }
    }
};

ServerProcess::ServerProcess(std::unique_ptr<Parts> parts) : parts_{std::move(parts)} {}

ServerProcess::~ServerProcess() {
    if (parts_->remote) {
        parts_->remote->stop();
        parts_->handlers->signing.stop();
    }
    parts_->remote_jobs.stop();
    parts_->jobs.stop();
    if (parts_->http) {
        parts_->http->stop();
    }
}

Result<std::unique_ptr<ServerProcess>> ServerProcess::start(const Config& config,
                                                            const ProcessServices& services) {
    MOHUR_TRY_VOID(make_folder(config.data));
    MOHUR_TRY(const auto anchors, load_anchors(config));
    MOHUR_TRY(auto module, load_module(config));
    MOHUR_TRY(auto texts, Catalogue::built_in());
    MOHUR_TRY(auto database, open_database(config, services.clock, kConnections));
    auto parts = std::make_unique<Parts>(config, services, std::move(database), std::move(module),
                                         std::move(texts), anchors);
    MOHUR_TRY_VOID(parts->open());
    return std::unique_ptr<ServerProcess>{new ServerProcess{std::move(parts)}};
}

std::uint16_t ServerProcess::port() const noexcept {
    return parts_->http->port();
}

void ServerProcess::tick() {
    const auto all = parts_->cells.global().read(
        sql::GlobalScope{}, [](sql::Transaction& tx) { return documents::agencies(tx); });
    if (!all) {
        return;
    }
    for (const auto& agency : *all) {
        parts_->tick(documents::AgencyScope{agency.id});
    }
}

}  // namespace mohur::server
