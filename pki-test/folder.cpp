// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "pki-test/files_internal.h"
#include "pki-test/hierarchy_internal.h"

#include <Poco/JSON/Object.h>
#include <Poco/JSON/Parser.h>

#include <sstream>

namespace mohur::pkitest {
namespace {

namespace fs = std::filesystem;

constexpr const char* kDescriptionFile = "hierarchy.json";
constexpr const char* kStateFile = "state.json";
constexpr const char* kRevocationsFile = "revocations.json";

std::string_view text(const Bytes& bytes) {
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

Poco::JSON::Object::Ptr parse_object(const std::string& json) {
    try {
        return Poco::JSON::Parser{}.parse(json).extract<Poco::JSON::Object::Ptr>();
    } catch (const Poco::Exception& failure) {
        throw PkiTestError{"a file of the folder is damaged: " + failure.displayText()};
    }
}

std::string dump(const Poco::JSON::Object& object) {
    std::ostringstream out;
    object.stringify(out, 2);
    return out.str() + "\n";
}

Time time_from(std::int64_t seconds) {
    return Time{std::chrono::seconds{seconds}};
}

KeyPtr read_key(const fs::path& path) {
    const std::string pem = read_text(path);
    const BioPtr memory{must(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())), "memory")};
    return KeyPtr{must(PEM_read_bio_PrivateKey(memory.get(), nullptr, nullptr, nullptr), "key")};
}

X509Ptr read_certificate(const fs::path& path) {
    const std::string der = read_text(path);
    return from_der<X509Ptr>(
        d2i_X509, {reinterpret_cast<const std::uint8_t*>(der.data()), der.size()}, "certificate");
}

void load_entries(Hierarchy::State& state, const fs::path& folder) {
    for (const CertificateDescription& what : state.description.certificates) {
        const Entry* issuer = what.issuer.empty() ? nullptr : &state.entry(what.issuer);
        Entry& entry = state.entries[what.name];
        entry.description = &what;
        entry.issuer = issuer == nullptr ? &entry : issuer;
        entry.key = read_key(folder / "keys" / (what.name + ".pem"));
        entry.certificate = read_certificate(folder / "certs" / (what.name + ".cer"));
    }
}

}  // namespace

std::string Hierarchy::with_base_url(std::string_view description, const std::string& base_url) {
    auto object = parse_object(std::string{description});
    object->set("base_url", base_url);
    return dump(*object);
}

bool Hierarchy::is_saved(const fs::path& folder, std::string_view description) {
    return fs::exists(folder / kStateFile) && read_text(folder / kDescriptionFile) == description;
}

Hierarchy Hierarchy::open(const fs::path& folder, Now now) {
    const auto state_file = parse_object(read_text(folder / kStateFile));
    auto state = make_state(read_text(folder / kDescriptionFile), std::move(now),
                            time_from(state_file->getValue<std::int64_t>("built")));
    state->folder = folder;
    load_entries(*state, folder);
    return Hierarchy{std::move(state)};
}

void Hierarchy::save(const fs::path& folder) const {
    for (const char* part : {"certs", "keys", "p12", "trust"}) {
        fs::remove_all(folder / part);
        fs::create_directories(folder / part);
    }
    for (const std::string& name : names()) {
        write_file(folder / "certs" / (name + ".pem"), certificate_pem(name), kPublicFile);
        write_file(folder / "certs" / (name + ".cer"), text(certificate(name)), kPublicFile);
        write_file(folder / "keys" / (name + ".pem"), private_key_pem(name), kSecretFile);
        write_file(folder / "p12" / (name + ".p12"), text(pkcs12(name, pin())), kSecretFile);
    }
    for (const std::string& name : anchors()) {
        write_file(folder / "trust" / (name + ".pem"), certificate_pem(name), kPublicFile);
    }
    write_file(folder / "pin", pin(), kSecretFile);
    write_file(folder / kDescriptionFile, state_->description_text, kPublicFile);
    write_revocations(folder, state_->revoked_since);
    Poco::JSON::Object state_file;
    state_file.set("built", static_cast<std::int64_t>(seconds_of(state_->built)));
    write_file(folder / kStateFile, dump(state_file),
               kPublicFile);  // last: it says that all is there
}

Revocations read_revocations(const fs::path& folder) {
    Revocations out;
    const auto file = parse_object(read_text(folder / kRevocationsFile));
    for (const std::string& name : file->getNames()) {
        const auto entry = file->getObject(name);
        out.emplace(name, Revocation{time_from(entry->getValue<std::int64_t>("at")),
                                     entry->getValue<std::string>("reason")});
    }
    return out;
}

void write_revocations(const fs::path& folder, const Revocations& revocations) {
    Poco::JSON::Object file;
    for (const auto& [name, revocation] : revocations) {
        Poco::JSON::Object entry;
        entry.set("at", static_cast<std::int64_t>(seconds_of(revocation.at)));
        entry.set("reason", revocation.reason);
        file.set(name, entry);
    }
    write_file(folder / kRevocationsFile, dump(file), kPublicFile);
}

}  // namespace mohur::pkitest
