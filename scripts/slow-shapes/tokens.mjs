// What the reader knows, as tokens to repeat: the words of all languages from the program's own lists, and
// the signs that mean something to it or to Markdown. `{i}` counts, so that no two are the same.
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const LISTS = join(dirname(fileURLToPath(import.meta.url)), "../../src/parse/words");

/** The phrases of the word lists, those of one kind in one language as one list. */
export const WORDS = readdirSync(LISTS)
  .filter((name) => name.endsWith(".txt"))
  .sort()
  .flatMap((name) =>
    readFileSync(join(LISTS, name), "utf8")
      .split("\n")
      .filter((line) => !line.startsWith("#") && line.includes(" = "))
      .map((line) => line.slice(line.indexOf(" = ") + 3).split("|").map((phrase) => phrase.trim())),
  );

const LABELS = ["- ", "– ", "— ", ": ", ". ", ") ", "：", "、", "· ", "] ", "．", "a: ", "a – ", "Key: ", "**Key:** ", " - "];
const COMPARISONS = ["<", ">", "=", "<=", ">=", "≤", "≥", "==", "->", "→", "⇒", "=>", "~>", ">>", "a < 1", "< 1", "a = 1", "no a"];
const NUMBERS = [
  "0", "1", "{i}", "1.2.3", "1.2", "1,234", "1 234", "10%", "%", "5x", "1e9", "2k", "٣", "第1", "①", "I", "IV", "XII", "½",
  "1–2", "0–3", "1st", "T-7", "Q1", "2b", "1000000000", "9".repeat(30), "+49 170 1234567", "3 days", "2 weeks", "48h",
];
const DATES = ["2026-11-22", "22.11.2026", "3/4/2026", "November 22", "22 Nov 2026", "20261122", "2026年3月5日", "22:00", "10 pm"];
const IDS = ["R1", "R{i}", "G1", "R-{i}", "RISK-001", "Risk 1", "Phase 1", "Phase {i}", "Phase 0–1", "Week {i}", "P0", "#{i}", "ABC-{i}"];
const BOXES = ["[ ]", "[x]", "[X]", "[~]", "[n/a]", "☐", "☑", "✅", "❌", "- [ ] ", "⏳", "🟢", "🔴"];
const LEVELS = ["High", "Medium", "(likelihood: high)", "(High/Low)", "L", "Impact: High", "H/M", "5", "4/5", "Almost certain"];
const BRACKETS = ["(", ")", "[", "]", "{", "}", "（", "）", "【", "】", "«", "»", "“", "”", "„", "‘", "’", "'", '"', "<", "`", "``", "```"];
const EMPHASIS = ["*", "**", "***", "_", "__", "~", "~~", "==", "^", "*a", "a*", "_a", "a_", "**a", "a**", "~~a", "*a_ ", "**a* "];
const PUNCTUATION = [",", ";", ".", "!", "?", "/", "\\", "&", "+", "-", "–", "—", "−", "…", "·", "•", "|", "\\|", "'s", "؛", "،", "。", "@", "#", "$", "~"];
const LINKS = [
  "[a](b.md)", "![a](b.png)", "[[a]]", "[[a|b]]", "![[a]]", "[a][b]", "[^a]", "[^{i}]", "[a]", "![", "[[", "]]", "](", "](a", "https://a.example",
  "https://", "www.a.example", "a@b.example", "@dana", "@u{i}", "mailto:a@b.example", "<https://a.example>", "<a@b>", "#channel", "[a](<b>", "[a]: b",
];
const HTML = ["<br>", "<b>", "</b>", "<!--", "-->", "<!-- a -->", "<details>", "</details>", "<a href='", "<div ", "&amp;", "&#65;", "&", "<?", "<![CDATA[", "</"];
const TEMPLATE = ["TBD", "[Name]", "{{DATE}}", "{name}", "<name>", "*e.g., a*", "e.g., ", "YYYY-MM-DD", "___", "...", "N/A", "Draft / Approved", "[e.g., a]", "XX%"];
const MARKUP = [":smile:", "::: ", "!!! note ", "[!NOTE]", "{#a}", "{: .a}", "$a$", "$$", "{{< a >}}", "{% a %}", ":---", "| ", "%%", "==a==", "++a++", "^a^"];
const LETTERS = [
  "a", "A", "ab", "Ab", "aB", "a's", "owner(s)", "é", "e\u0301", "\u0301", "ß", "İ", "ﬁ", "ال", "م", "א", "한", "中", "阶段", "フェーズ", "リスク", "別", "\u200b", "\u200d", "\u00a0",
  "\u202e", "\ufe0f", "🚀", "👩‍💻", "🇩🇪", "\ufffd", "Dana Ruiz", "Na{i} Mi{i}", "the team", "SRE", "von", "on-call", "A{i}", "a{i}", "s", "ss",
];

/** The signs, the kinds of them side by side. */
export const SIGNS = [
  LABELS, COMPARISONS, NUMBERS, DATES, IDS, BOXES, LEVELS, BRACKETS, EMPHASIS, PUNCTUATION, LINKS, HTML, TEMPLATE, MARKUP, LETTERS,
].flat();

/** What stands between two tokens. */
export const JOINTS = [" ", "", ", ", "; ", ". ", ": ", "-", "/", " and ", " – ", "  ", ",", " | ", " (", "\t"];
