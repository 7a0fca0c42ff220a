// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "documents/content/folder_store.h"

#include "signing/crypto/hash.h"
#include "tests/support/postgres/test_cluster.h"

#include <gtest/gtest.h>

#include <fcntl.h>
#include <sys/stat.h>
#include <fstream>
#include <set>
#include <thread>

namespace mohur::documents {
namespace {

namespace fs = std::filesystem;
using testing::must;

class Folder : public ::testing::Test {
protected:
    StoredBlob put(std::string_view text) {
        return must(store_.put(agency_, MemorySource{to_bytes(as_bytes(text))}));
    }
    Result<std::string> get(AgencyId agency, const Digest& digest) {
        MOHUR_TRY(const auto content, store_.get(agency, digest));
        MOHUR_TRY(const auto bytes, content->read_all(1U << 20U));
        return std::string{as_text(bytes)};
    }
    std::vector<fs::path> files() {
        std::vector<fs::path> all;
        for (const auto& entry : fs::recursive_directory_iterator{folder_.path() / "content"}) {
            if (entry.is_regular_file()) {
                all.push_back(entry.path());
            }
        }
        return all;
    }
    static void make_old(const fs::path& path) {
        const timespec times[2]{{1'000'000, 0}, {1'000'000, 0}};
        utimensat(AT_FDCWD, path.c_str(), times, 0);
    }
    Result<int> sweep(bool known) {
        return store_.sweep(agency_, *parse_rfc3339("2001-01-01T00:00:00Z"),
                            [known](const Digest&) -> Result<bool> { return known; });
    }
    testing::TemporaryFolder folder_;
    SystemRandom random_;
    SystemClock clock_;
    IdSource ids_{clock_, random_};
    KeyFolder keys_{folder_.path() / "keys", random_};
    FolderStore store_{folder_.path() / "content", keys_, random_, 1U << 20U};
    AgencyId agency_ = ids_.make<AgencyId>();
};

TEST_F(Folder, GivesBackWhatWasPut) {
    const auto blob = put("Şəhadətnamə");
    EXPECT_EQ(blob.digest(), signing::digest_of(DigestAlgorithm::sha256, as_bytes("Şəhadətnamə")));
    EXPECT_EQ(blob.size(), std::string_view{"Şəhadətnamə"}.size());
    EXPECT_EQ(must(get(agency_, blob.digest())), "Şəhadətnamə");
    EXPECT_EQ(must(store_.stat(agency_, blob.digest())).size(), blob.size());
    EXPECT_EQ(must(get(agency_, put("").digest())), "");
}

TEST_F(Folder, HoldsNothingReadable) {
    put("məxfi məxfi məxfi məxfi");
    for (const auto& file : files()) {
        std::ifstream in{file, std::ios::binary};
        const std::string raw{std::istreambuf_iterator<char>{in}, {}};
        EXPECT_EQ(raw.find("məxfi"), std::string::npos);
        struct stat facts {};
        ASSERT_EQ(stat(file.c_str(), &facts), 0);
        EXPECT_EQ(facts.st_mode & 0777U, 0600U);
    }
}

TEST_F(Folder, KeepsEqualContentOnce) {
    put("eyni");
    const auto first = files();
    put("eyni");
    EXPECT_EQ(files(), first);
    EXPECT_EQ(first.size(), 1U);
}

TEST_F(Folder, SeparatesAgencies) {
    const auto blob = put("bizim");
    const auto other = ids_.make<AgencyId>();
    EXPECT_EQ(get(other, blob.digest()).error().reason, "content-missing");
    // A file that is moved into another agency's folder does not open there.
    const auto here = files().at(0);
    std::string moved = here.string();
    moved.replace(moved.find(to_string(agency_)), 36, to_string(other));
    fs::create_directories(fs::path{moved}.parent_path());
    fs::copy_file(here, moved);
    EXPECT_EQ(get(other, blob.digest()).error().code, ErrorCode::not_found);
}

TEST_F(Folder, SaysWhenAFileWasDamaged) {
    const auto blob = put("sənəd");
    const auto file = files().at(0);
    std::fstream stream{file, std::ios::in | std::ios::out | std::ios::binary};
    stream.seekp(-3, std::ios::end);
    stream.put('x');
    stream.close();
    EXPECT_EQ(get(agency_, blob.digest()).error().code, ErrorCode::integrity);
}

TEST_F(Folder, RefusesContentOverTheLimit) {
    const auto refused = store_.put(agency_, MemorySource{Bytes((1U << 20U) + 1)});
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error(), Error::too_large("content-too-large"));
    EXPECT_TRUE(fs::is_empty(folder_.path()));
}

TEST_F(Folder, SweepTakesOldUnknownContentOnly) {
    const auto orphan = put("yetim");
    EXPECT_EQ(must(sweep(false)), 0);  // too young
    make_old(files().at(0));
    EXPECT_EQ(must(sweep(true)), 0);  // known
    EXPECT_EQ(must(sweep(false)), 1);
    EXPECT_EQ(get(agency_, orphan.digest()).error().reason, "content-missing");
    EXPECT_TRUE(files().empty());
}

TEST_F(Folder, SweepKeepsWhatIsPutAgain) {
    put("yenidən");
    make_old(files().at(0));
    const auto blob = put("yenidən");
    EXPECT_EQ(must(sweep(false)), 0);
    EXPECT_EQ(must(get(agency_, blob.digest())), "yenidən");
}

TEST_F(Folder, SweepTakesWhatACrashLeftUnfinished) {
    put("bitmiş");
    const auto left = folder_.path() / "content" / to_string(agency_) / "unfinished" / "abc";
    std::ofstream{left} << "yarımçıq";
    make_old(left);
    EXPECT_EQ(must(sweep(true)), 1);
    EXPECT_FALSE(fs::exists(left));
}

TEST_F(Folder, MaySweepWhileContentIsPut) {
    std::vector<std::thread> threads;
    std::atomic<bool> stop{false};
    threads.emplace_back([&] {
        while (!stop) {
            must(sweep(false));
        }
    });
    for (int t = 0; t < 2; ++t) {
        threads.emplace_back([&] {
            for (int i = 0; i < 40; ++i) {
                const auto blob = put("eyni məzmun");
                EXPECT_EQ(must(get(agency_, blob.digest())), "eyni məzmun");
            }
        });
    }
    threads[1].join();
    threads[2].join();
    stop = true;
    threads[0].join();
}

TEST_F(Folder, ListsItsDigests) {
    std::set<Bytes> put_in{put("a").digest().value, put("b").digest().value};
    std::set<Bytes> listed;
    must(store_.for_each(agency_, [&](const Digest& digest) -> Result<void> {
        listed.insert(digest.value);
        return {};
    }));
    EXPECT_EQ(listed, put_in);
}

TEST_F(Folder, KeyOfAnAgencyIsMadeOnceAndReadAgain) {
    const auto blob = put("açar");
    KeyFolder again{folder_.path() / "keys", random_};
    const FolderStore reopened{folder_.path() / "content", again, random_};
    EXPECT_TRUE(reopened.get(agency_, blob.digest()));
    fs::remove(folder_.path() / "keys" / (to_string(agency_) + ".key"));
    KeyFolder lost{folder_.path() / "keys", random_};
    const FolderStore without{folder_.path() / "content", lost, random_};
    EXPECT_EQ(without.get(agency_, blob.digest()).error().reason, "content-key-missing");
}

}  // namespace
}  // namespace mohur::documents
