// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "tests/unit/signing/creation/signing_bench.h"

#include "tests/support/pdf_builder.h"

namespace mohur::signing::testing {

Time bench_moment() {
    static const Time moment = parse_rfc3339("2026-11-21T12:00:00Z").value();
    return moment;
}

const pkitest::Hierarchy& bench_pki() {
    static const auto pki = pkitest::Hierarchy::standard(bench_moment);
    return pki;
}

Certificate bench_certificate(std::string_view name) {
    return Certificate::from_der(bench_pki().certificate(name)).value();
}

Result<HttpResponse> PkiFetcher::fetch(const HttpRequest& request) {
    auto path = request.url.substr(bench_pki().base_url().size());
    paths.push_back(path);
    if (path == "/ocsp" && !ocsp_behaviour.empty()) {
        path += "/" + ocsp_behaviour;
    }
    if (path == "/tsa" && !timestamp_behaviour.empty()) {
        path += "/" + timestamp_behaviour;
    }
    auto answer = bench_pki().answer(path, request.body);
    return HttpResponse{answer.status, answer.content_type, std::move(answer.body)};
}

SigningBench::SigningBench()
    : anchors{{bench_certificate("root")}},
      clock{bench_moment()},
      revocation{fetcher, clock, random},
      timestamps{fetcher, clock, random,
                 TimestampSettings{.urls = {bench_pki().base_url() + "/tsa"},
                                   .max_clock_skew = std::chrono::seconds{60},
                                   .timeout = std::chrono::milliseconds{1000}}},
      engine{anchors, revocation, &timestamps, clock, random} {}

SigningRequest SigningBench::request(CreationFormat format, SignatureLevel level,
                                     std::string_view signer) const {
    auto certificate = bench_certificate(signer);
    const bool rsa = certificate.public_key().type() == KeyType::rsa;
    const SignatureAlgorithm algorithm{
        rsa ? SignatureScheme::rsa_pkcs1 : SignatureScheme::ecdsa, DigestAlgorithm::sha256, {}, {}};
    std::vector<DataObject> data;
    const auto name = name_of(format);
    if (format == CreationFormat::pades) {
        data.push_back(data_object("letter.pdf", small_pdf()));
    } else {
        data.push_back(data_object("məktub №1.txt", "Salam"));
    }
    if (name.format == "asic-e") {
        data.push_back(data_object("əlavə.xml", "<a/>"));
    }
    return {format,
            level,
            std::move(data),
            std::move(certificate),
            {bench_certificate("issuing-ca")},
            algorithm,
            bench_moment(),
            {},
            {},
            {},
            {}};
}

Bytes SigningBench::sign(const PreparedSignature& prepared, std::string_view signer) const {
    return bench_pki().sign_digest(signer, "sha256", prepared.to_be_signed_digest.value);
}

Result<Bytes> SigningBench::run(const SigningRequest& request, std::string_view signer) {
    MOHUR_TRY(const auto prepared, engine.prepare(request));
    return engine.complete(request, prepared, sign(prepared, signer));
}

Result<Bytes> SigningBench::extend(const Bytes& file, SignatureLevel level,
                                   std::vector<DataObject> contents,
                                   std::vector<std::string> signatures) {
    MemoryTarget target;
    MOHUR_TRY_VOID(engine.extend({.level = level,
                                  .file = std::make_shared<MemorySource>(file),
                                  .contents = std::move(contents),
                                  .signatures = std::move(signatures),
                                  .limits = {}},
                                 target));
    return target.take();
}

std::string SigningBench::outcome(const SigningRequest& request, std::string_view signer) {
    const auto result = run(request, signer);
    return result ? "" : result.error().reason;
}

DataObject data_object(std::string name, std::string_view content) {
    return data_object(std::move(name), to_bytes(as_bytes(content)));
}

DataObject data_object(std::string name, Bytes content) {
    return {std::move(name), "text/plain", std::make_shared<MemorySource>(std::move(content))};
}

FileFacts facts_of(const Bytes& file, const std::vector<DataObject>& contents) {
    ReadOptions options;
    for (const auto& object : contents) {
        options.contents.push_back({object.name, object.bytes, {}});
    }
    return read_file(std::make_shared<MemorySource>(file), options).value();
}

FileVerdict verdict_of(const Bytes& file, const std::vector<DataObject>& contents) {
    ValidationContext context;
    context.anchors = TrustAnchors{{bench_certificate("root")}};
    context.validation_time = bench_moment();
    return validate(facts_of(file, contents), context);
}

Bytes small_pdf() {
    mohur::testing::PdfBuilder pdf;
    pdf.object(1, "<< /Type /Catalog /Pages 2 0 R >>");
    pdf.object(2, "<< /Type /Pages /Kids [3 0 R] /Count 1 >>");
    pdf.object(
        3,
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << >> >>");
    pdf.stream(4, "", "0 0 m 100 100 l S");
    return pdf.finish();
}

}  // namespace mohur::signing::testing
