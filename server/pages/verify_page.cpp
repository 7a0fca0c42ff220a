// SPDX-FileCopyrightText: 2026 The Möhür contributors
// SPDX-License-Identifier: Apache-2.0
#include "server/pages/verify_page.h"

#include "server/pages/html.h"

namespace mohur::server {
namespace {

/// The page in the making, with the words of its language.
class Page {
public:
    Page(const VerifyPageModel& model, const Catalogue& catalogue)
        : model_{model}, catalogue_{catalogue} {}

    std::string build() && {
        head();
        html_.raw("<main>").element("h1", word("verify-title")).element("p", word("verify-intro"));
        if (model_.problem) {
            problem();
        }
        if (model_.verification) {
            answer(*model_.verification);
        }
        form();
        html_.raw("</main></body></html>");
        return std::move(html_).take();
    }

private:
    [[nodiscard]] std::string_view word(std::string_view code) const {
        return catalogue_.text(model_.language, code);
    }
    [[nodiscard]] std::string_view tag() const { return to_string(model_.language); }

    void head() {
        html_.raw("<!doctype html><html lang=\"")
            .text(tag())
            .raw("\"><head><meta charset=\"utf-8\">");
        html_.raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">");
        html_.element("title", word("verify-title"))
            .raw("<link rel=\"stylesheet\" href=\"/pages.css\">");
        html_.raw(
            "<link rel=\"icon\" href=\"/favicon.svg\" "
            "type=\"image/svg+xml\"></head><body><header><a class=\"brand\" href=\"/verify\"><img "
            "src=\"/favicon.svg\" alt=\"\" "
            "width=\"28\" height=\"28\"> Möhür</a>");
        html_.raw(
            "<nav><a lang=\"az\" hreflang=\"az\" href=\"?lang=az\">Azərbaycanca</a> <a lang=\"en\" "
            "hreflang=\"en\" href=\"?lang=en\">English</a></nav></header>");
    }

    void problem() {
        html_.raw("<div class=\"answer not_valid\" role=\"alert\">").element("p", *model_.problem);
        if (!model_.problem_number.empty()) {
            html_.raw("<p class=\"small\">№ ").text(model_.problem_number).raw("</p>");
        }
        html_.raw("</div>");
    }

    /// The mark of three kinds, with its word: colour is never the only sign.
    [[nodiscard]] static std::string_view mark_of(const Json& verification) {
        const auto& status = verification["status"].as_string();
        if (status == "withdrawn" || status == "voided") {
            return "not_valid";
        }
        std::string_view mark = status == "valid" ? "valid" : "unknown";
        for (const auto& signature : verification["signatures"].items()) {
            if (signature["mark"].as_string() == "not_valid") {
                return "not_valid";
            }
            if (status == "unknown") {
                mark = signature["mark"].as_string() == "valid" ? "valid" : "unknown";
            }
        }
        if (verification.contains("file_matches") && !verification["file_matches"].as_bool(true)) {
            return "not_valid";
        }
        return mark;
    }

    void row(std::string_view label, std::string_view value) {
        if (!value.empty()) {
            html_.element("dt", word(label)).element("dd", value);
        }
    }

    /// "22.11.2026" of "2026-11-22", as the office writes a day; anything else as it is.
    [[nodiscard]] static std::string shown_date(const std::string& iso) {
        if (iso.size() != 10 || iso[4] != '-' || iso[7] != '-') {
            return iso;
        }
        return iso.substr(8, 2) + "." + iso.substr(5, 2) + "." + iso.substr(0, 4);
    }

    /// The first words of an answer: of three kinds, or that nothing of it is known here.
    [[nodiscard]] std::string_view heading(const Json& verification, std::string_view mark) const {
        const bool nothing_known = verification["status"].as_string() == "unknown" &&
                                   verification["signatures"].items().empty();
        return word(nothing_known ? "verify-not-found" : "verify-mark-" + std::string{mark});
    }

    void answer(const Json& verification) {
        const auto mark = mark_of(verification);
        html_.raw("<section class=\"answer ").text(mark).raw("\" aria-live=\"polite\">");
        html_.element("h2", heading(verification, mark));
        if (const auto status = verification["status"].as_string(); status != "valid") {
            html_.element(
                "p", word("verify-status-" + (status.empty() ? std::string{"unknown"} : status)));
        }
        if (verification.contains("file_matches")) {
            html_.element("p", word(verification["file_matches"].as_bool() ? "verify-file-same"
                                                                           : "verify-file-other"));
        }
        html_.raw("<dl>");
        row("verify-agency", verification["agency"].as_string());
        row("verify-kind", verification["kind"].as_string());
        row("verify-number", verification["index"].as_string());
        row("verify-issued", shown_date(verification["issued_at"].as_string()));
        row("verify-subject", verification["subject"].as_string());
        row("verify-digest", verification["digest"].as_string());
        html_.raw("</dl>");
        for (const auto& signature : verification["signatures"].items()) {
            this->signature(signature);
        }
        html_.raw("</section>");
    }

    void signature(const Json& signature) {
        html_.raw("<div class=\"signature ").text(signature["mark"].as_string()).raw("\">");
        html_.element("p", signature["sentence"].as_string());
        html_.raw("<p class=\"small\">")
            .text(signature["format"].as_string())
            .raw(" · ")
            .text(signature["indication"].as_string());
        if (!signature["sub_indication"].as_string().empty()) {
            html_.raw(" / ").text(signature["sub_indication"].as_string());
        }
        html_.raw("</p>");
        for (const auto& error : signature["errors"].items()) {
            html_.element("p", error["text"].as_string(), "small");
        }
        html_.raw("</div>");
    }

    void form() {
        html_.raw("<form method=\"post\" action=\"/verify?lang=")
            .text(tag())
            .raw("\" enctype=\"multipart/form-data\">");
        html_.raw("<label for=\"code\">").text(word("verify-code")).raw("</label>");
        html_.raw("<input id=\"code\" name=\"code\" autocomplete=\"off\" maxlength=\"64\" value=\"")
            .text(model_.code)
            .raw("\">");
        html_.raw("<label for=\"sha256\">").text(word("verify-sha256")).raw("</label>");
        html_.raw(
            "<input id=\"sha256\" name=\"sha256\" autocomplete=\"off\" maxlength=\"64\" "
            "spellcheck=\"false\">");
        html_.raw("<label for=\"file\">")
            .text(word("verify-file"))
            .raw("</label><input id=\"file\" name=\"file\" type=\"file\">");
        html_.raw("<button type=\"submit\">").text(word("verify-submit")).raw("</button></form>");
    }

    const VerifyPageModel& model_;
    const Catalogue& catalogue_;
    Html html_;
};

}  // namespace

std::string verify_page(const VerifyPageModel& model, const Catalogue& catalogue) {
    return Page{model, catalogue}.build();
}

std::string_view pages_css() {
    return R"css(:root{--ink:#1b2430;--paper:#fff;--ground:#f4f6f8;--line:#d5dbe3;--accent:#0b5c6b;--focus:#ffbf47;--valid:#1d7a46;--doubt:#8a5a00;--invalid:#b3261e}
*{box-sizing:border-box}
body{margin:0;font:16px/1.5 "Noto Sans",system-ui,sans-serif;color:var(--ink);background:var(--ground)}
header{display:flex;flex-wrap:wrap;justify-content:space-between;gap:8px 16px;padding:8px 16px;background:var(--paper);border-bottom:1px solid var(--line)}
header a{display:inline-block;padding:10px 4px;color:var(--accent);font-weight:600;text-decoration:none}
header .brand{display:flex;align-items:center;gap:8px;font-size:1.125rem;color:var(--ink)}
header nav a{font-weight:400;text-decoration:underline}
main{max-width:44rem;margin:0 auto;padding:24px 16px}
h1{font-size:1.375rem;margin:0 0 8px}h2{font-size:1.125rem;margin:0 0 8px}
form,.answer{background:var(--paper);border:1px solid var(--line);border-radius:6px;padding:16px;margin:16px 0;display:grid;gap:8px}
label{font-weight:500;margin-top:8px}
input{min-height:44px;padding:8px;border:1px solid #7b8794;border-radius:6px;font:inherit;width:100%;background:var(--paper);color:var(--ink)}
input::file-selector-button{font:inherit;min-height:28px}
button{min-height:44px;margin-top:16px;padding:8px 24px;border:0;border-radius:6px;background:var(--accent);color:#fff;font:inherit;justify-self:start}
:focus-visible{outline:3px solid var(--focus);outline-offset:2px}
.answer{border-left-width:6px}.answer p{margin:0}
.valid{border-left-color:var(--valid)}.valid>h2{color:var(--valid)}
.unknown{border-left-color:var(--doubt)}.unknown>h2{color:var(--doubt)}
.not_valid{border-left-color:var(--invalid)}.not_valid>h2{color:var(--invalid)}
.signature{border-left:4px solid var(--line);padding:4px 0 4px 12px}
dl{display:grid;grid-template-columns:max-content 1fr;gap:4px 16px;margin:0}dt{color:#55606e}dd{margin:0;overflow-wrap:anywhere}
.small{font-size:.875rem;color:#55606e;overflow-wrap:anywhere}
@media(max-width:480px){dl{grid-template-columns:1fr}}
@media print{form,header nav{display:none}}
)css";
}

}  // namespace mohur::server
