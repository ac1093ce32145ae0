//! Runs the commands that the README shows, except those that need a network.

use std::process::Command;

use assert_cmd::cargo::CommandCargoExt;

/// Commands that need the network.
const NEEDS_NETWORK: &[&str] = &["add", "cargo"];

/// Returns the commands in the shell code blocks of the README, without comments.
fn readme_commands() -> Vec<String> {
    let readme = include_str!("../README.md");
    let blocks = readme.split("```sh\n").skip(1);
    let lines = blocks.filter_map(|block| block.split("```").next());
    let lines = lines.flat_map(str::lines);
    lines
        .filter_map(|line| line.split(" # ").next())
        .map(|line| line.trim().to_owned())
        .filter(|line| !line.is_empty())
        .collect()
}

#[test]
fn the_commands_of_the_readme_run() {
    let folder = tempfile::tempdir().expect("a folder");
    let article = "<html><body><article><h1>Port vote</h1><p>\u{201c}We heard you,\u{201d} said Ada Roe, the mayor of Oslo, on Monday. \
                   The council voted by 31 to 24.</p><p>Work begins in March and costs 420 million kroner.</p></article></body></html>";
    std::fs::write(folder.path().join("article.html"), article).expect("a page");
    let program = Command::cargo_bin("pullquote").expect("the program");
    let mut n_run = 0;
    for line in readme_commands() {
        let mut words = line.split(' ');
        let name = words.next().expect("a command");
        let subcommand = words.next().unwrap_or_default();
        if NEEDS_NETWORK.contains(&name) || NEEDS_NETWORK.contains(&subcommand) {
            continue;
        }
        let script = line.replacen("pullquote", "\"$PULLQUOTE\"", 1);
        let output = Command::new("sh")
            .args(["-c", &script])
            .current_dir(folder.path())
            .env_clear()
            .env("PATH", std::env::var_os("PATH").unwrap_or_default())
            .env("HOME", folder.path())
            .env("PULLQUOTE", program.get_program())
            .stdin(std::process::Stdio::null())
            .output()
            .expect("a shell");
        let errors = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{line}: {errors}");
        if line.contains("annotate") {
            let printed = String::from_utf8_lossy(&output.stdout);
            assert!(printed.contains("Ada Roe"), "{line}: {printed}");
        }
        n_run += 1;
    }
    assert!(n_run >= 4, "only {n_run} commands were run");
}
