#!/usr/bin/env node
// Prints a dictionary for libFuzzer: what the reader knows, so that a fuzzer puts together words and signs
// where single bytes would seldom become one.
import { SIGNS, WORDS } from "./tokens.mjs";

/** Phrases of each kind in each language: libFuzzer takes 16,384 entries, and draws from all alike. */
const PHRASES = 2;
/** Bytes of the longest entry that libFuzzer takes. */
const LONGEST = 64;

const PLACES = ["\n", "\n\n", "\n## ", "\n### ", "\n- ", "\n> ", "\n  ", "| ", "\n| ", "\n|---|---|\n", "\n---\n", "\n+++\n", "\n```\n", "\0", "\r\n"];
const tokens = [...PLACES, ...SIGNS, ...WORDS.flatMap((phrases) => phrases.slice(0, PHRASES))].map((token) => Buffer.from(token.replaceAll("{i}", "3")));
const entry = (bytes) => `"${[...bytes].map((byte) => `\\x${byte.toString(16).padStart(2, "0")}`).join("")}"`;
const entries = tokens.filter(({ length }) => length > 0 && length <= LONGEST).map(entry);
console.log([...new Set(entries)].join("\n"));
