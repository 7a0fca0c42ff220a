// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "server/cli/signing_key.h"

#include <gtest/gtest.h>

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

namespace mohur::server {
namespace {

/// A descriptor from which `text` can be read.
class Source {
public:
    explicit Source(std::string_view text) : descriptor_{::memfd_create("pin", MFD_CLOEXEC)} {
        static_cast<void>(!::write(descriptor_, text.data(), text.size()));
        ::lseek(descriptor_, 0, SEEK_SET);
    }
    Source(const Source&) = delete;
    Source& operator=(const Source&) = delete;
    ~Source() { ::close(descriptor_); }
    [[nodiscard]] int get() const { return descriptor_; }

private:
    int descriptor_;
};

std::string pin_in(std::string_view text) {
    const auto pin = read_pin(Source{text}.get());
    return pin ? std::string{as_text(pin->reveal())} : pin.error().reason;
}

TEST(ReadPin, EndsAtTheFirstLineEndOrTheEnd) {
    EXPECT_EQ(pin_in("1234"), "1234");
    EXPECT_EQ(pin_in("1234\n"), "1234");
    EXPECT_EQ(pin_in("1234\nmore"), "1234");
    EXPECT_EQ(pin_in(" 1 2 "), " 1 2 ") << "spaces belong to it";
}

TEST(ReadPin, LeavesWhatFollowsTheLineForOthers) {
    const Source source{"1234\nrest"};
    ASSERT_TRUE(read_pin(source.get()));
    char rest[8] = {};
    EXPECT_EQ(::read(source.get(), rest, sizeof rest), 4);
}

TEST(ReadPin, HasBounds) {
    EXPECT_EQ(pin_in(""), "pin-source-invalid");
    EXPECT_EQ(pin_in("\n"), "pin-source-invalid");
    EXPECT_EQ(pin_in(std::string(255, '1')), std::string(255, '1'));
    EXPECT_EQ(pin_in(std::string(256, '1')), "pin-source-invalid");
    EXPECT_EQ(read_pin(-1).error().reason, "pin-source-invalid");
}

TEST(OpenSigningKey, RefusesWhatItDoesNotKnowAndPinsInArguments) {
    for (const auto& [uri, reason] :
         {std::pair{"", "key-uri-invalid"}, std::pair{"file:x", "key-uri-invalid"},
          std::pair{"p12:", "key-uri-invalid"}, std::pair{"p12:x?y=z", "key-uri-invalid"},
          std::pair{"p12:x?pin-value=1", "pin-value-in-uri"},
          std::pair{"pkcs11:object=x?pin-value=1", "pin-value-in-uri"},
          std::pair{"p12:/nonexistent", "file-not-readable"}}) {
        const auto key = open_signing_key(uri, std::nullopt);
        ASSERT_FALSE(key);
        EXPECT_EQ(key.error().reason, reason) << uri;
    }
}

}  // namespace
}  // namespace mohur::server
