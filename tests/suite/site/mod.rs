//! The published site: links, markup, the contract's files and counts, nothing lost, lists in pages.

mod calendar;
mod cards;
mod collisions;
mod complete;
mod contract;
mod counts;
mod exposure;
mod feeds;
mod links;
mod markup;
mod owners;
mod paging;
mod reconcile;
mod search;
mod sentences;
mod sitemap;
mod sources;
mod timeline;
mod week;
mod wording;
