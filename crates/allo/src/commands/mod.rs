//! One file a command.

mod audit;
mod chat;
mod config;
mod demo;
mod doctor;
mod key;
mod man;
mod migrate;
mod operate;
mod practice;
mod rehearse;
mod requests;
mod serve;
mod tenant;
mod understand;
mod user;

use std::process::ExitCode;

use anyhow::Result;
use clap::CommandFactory as _;

use crate::cli::{Arguments, Command};
use crate::{out, wiring};

/// Runs the command that was typed.
pub(crate) fn run(arguments: Arguments) -> Result<ExitCode> {
    let Arguments { settings, command } = arguments;
    match command {
        Command::Understand(what) => return understand::run(&what),
        Command::Rehearse(what) => return wiring::runtime()?.block_on(rehearse::run(&settings, &what)),
        Command::Doctor(what) => return wiring::runtime()?.block_on(doctor::run(&settings, &what)),
        Command::Config(what) => config::run(&settings, &what)?,
        Command::Demo(listen) => wiring::runtime()?.block_on(demo::run(&settings, &listen))?,
        Command::Serve(listen) => wiring::runtime()?.block_on(serve::run(&settings, &listen))?,
        Command::Chat(what) => wiring::runtime()?.block_on(chat::run(&settings, &what))?,
        Command::Requests(what) => wiring::runtime()?.block_on(requests::run(&settings, &what))?,
        Command::Practice(what) => wiring::runtime()?.block_on(practice::run(&settings, &what))?,
        Command::Key(what) => wiring::runtime()?.block_on(key::run(&settings, &what))?,
        Command::User(what) => wiring::runtime()?.block_on(user::run(&settings, &what))?,
        Command::Audit(what) => audit::run(&settings, &what)?,
        Command::Tenant(what) => wiring::runtime()?.block_on(tenant::run(&settings, &what))?,
        Command::Operate(what) => wiring::runtime()?.block_on(operate::run(&settings, &what))?,
        Command::Migrate => wiring::runtime()?.block_on(migrate::run(&settings))?,
        Command::Completions { shell } => {
            // First into memory: whoever writes scripts for a shell doesn't expect that nobody reads them.
            let mut script = Vec::new();
            clap_complete::generate(shell, &mut Arguments::command(), "allo", &mut script);
            out::text(String::from_utf8_lossy(&script))?;
        }
        Command::Man(what) => man::run(&what)?,
    }
    Ok(ExitCode::SUCCESS)
}
