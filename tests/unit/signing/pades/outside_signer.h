// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signing/pades/creation.h"

#include "tests/support/command.h"

#include <stdexcept>

namespace mohur::signing::pades {

/// Makes and judges CMS signatures with the openssl program, so that nothing of ours judges itself.
class OutsideSigner {
public:
    OutsideSigner() {
        const auto made = mohur::testing::run(
            "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 30 -subj "
            "/CN=Sinaq "
            "-addext keyUsage=digitalSignature,nonRepudiation -keyout " +
            key() + " -out " + certificate());
        if (made.status != 0) {
            throw std::runtime_error{made.output};
        }
    }

    [[nodiscard]] std::string key() const { return (folder_ / "key.pem").string(); }
    [[nodiscard]] std::string certificate() const { return (folder_ / "certificate.pem").string(); }
    [[nodiscard]] const mohur::testing::TemporaryFolder& folder() const noexcept { return folder_; }

    /// A detached CMS over what the ByteRange covers.
    [[nodiscard]] Bytes sign(const OpenRevision& revision,
                             const std::string& options = "-cades") const {
        folder_.write("content",
                      covered(revision.file, revision.contents_offset, revision.contents_length));
        const auto out = (folder_ / "signature.der").string();
        const auto made =
            mohur::testing::run("openssl cms -sign -binary -md sha256 -outform DER -nosmimecap " +
                                options + " -signer " + certificate() + " -inkey " + key() +
                                " -in " + (folder_ / "content").string() + " -out " + out);
        if (made.status != 0) {
            throw std::runtime_error{made.output};
        }
        return mohur::testing::read_file(out);
    }

    /// `openssl cms -verify` over the cut ranges.
    [[nodiscard]] mohur::testing::CommandResult verify(BytesView file, const OpenRevision& place,
                                                       BytesView cms) const {
        const auto content =
            folder_.write("content", covered(file, place.contents_offset, place.contents_length));
        const auto signature = folder_.write("signature.der", cms);
        return mohur::testing::run(
            "openssl cms -verify -binary -cades -inform DER -purpose any -CAfile " + certificate() +
            " -in " + signature.string() + " -content " + content.string() + " -out /dev/null");
    }

private:
    static Bytes covered(BytesView file, std::uint64_t offset, std::uint64_t length) {
        Bytes out = to_bytes(file.first(static_cast<std::size_t>(offset)));
        append(out, file.subspan(static_cast<std::size_t>(offset + length)));
        return out;
    }

    mohur::testing::TemporaryFolder folder_;
};

}  // namespace mohur::signing::pades
