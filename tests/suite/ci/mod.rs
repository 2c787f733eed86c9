//! The action for GitHub and the template for GitLab: their steps are run by a shell, as a runner does, in a repository
//! with a plan that changed.

mod action;
mod gitlab;
mod hooks;
mod release;
mod runner;
