//! `pullquote rules`: lists the rules of the engine, or shows one with its examples.

use std::cmp::Reverse;
use std::io::{self, Write};

use clap::{ArgMatches, Args, FromArgMatches};
use serde::Serialize;

use super::command_spec::CommandSpec;
use super::context::CommandContext;
use super::exit_status::{CommandResult, CommandStatus, UsageError};
use super::input::printable_line;
use super::output::locked_stdout;
use crate::engine::{ConfidenceTable, FindingKind, Rule, RuleConfidence, RuleDuty, all_rules};
use crate::export::write_json_line;

pub(super) const COMMAND: CommandSpec = CommandSpec {
    name: "rules",
    about: "List the rules of the engine, with how often they are right",
    arguments: define_arguments,
    run: run_rules,
};

/// The maximum number of similar ids suggested in an error about an unknown id.
const MAX_SUGGESTED_RULES: usize = 3;

/// The minimum similarity of an id to be suggested (Jaro-Winkler, 0 to 1). Ids below it have little more than the pass
/// in common.
const MIN_SIMILARITY: f64 = 0.7;

#[derive(Args)]
struct RulesArguments {
    /// The id of a rule, or the name of a pass, such as `names`; without it, all rules are listed
    #[arg(value_name = "ID")]
    id: Option<String>,
    /// Print the rules as JSON
    #[arg(long)]
    json: bool,
}

/// A rule as JSON.
#[derive(Serialize)]
struct JsonRule {
    id: &'static str,
    summary: &'static str,
    needs: Vec<&'static str>,
    finds: &'static [&'static str],
    silent: &'static [&'static str],
    /// Counts of its findings on development data; `None` if no finding was judged.
    findings: Option<JsonRuleCounts>,
    /// Counts of the speakers that it found on development data; `None` if no speaker was judged.
    speakers: Option<JsonRuleCounts>,
}

/// Counts of a rule on development data, as JSON.
#[derive(Serialize)]
struct JsonRuleCounts {
    judged: u32,
    right: u32,
    /// Pairs of uncalibrated and calibrated confidence, in percent.
    steps: Vec<(u8, u8)>,
}

fn define_arguments(command: clap::Command) -> clap::Command {
    RulesArguments::augment_args(command).after_help(
        "Counts are from development data; the head of assets/lang/en/rule-confidence.tsv names it.",
    )
}

fn run_rules(matches: &ArgMatches, _context: &CommandContext) -> CommandResult {
    let arguments = RulesArguments::from_arg_matches(matches)?;
    let is_pass = |rule: &&Rule| {
        arguments
            .id
            .as_deref()
            .is_none_or(|id| rule.id.pass() == id)
    };
    let listed: Vec<_> = all_rules().filter(is_pass).collect();
    let mut out = locked_stdout();
    if let Some(id) = arguments.id.as_deref().filter(|_| listed.is_empty()) {
        let rule = find_rule_or_nearest(id)?;
        if arguments.json {
            write_json_line(&json_rule(rule), &mut out)?;
        } else {
            write_rule(rule, &mut out)?;
        }
    } else if arguments.json {
        let rules: Vec<_> = listed.iter().map(|rule| json_rule(rule)).collect();
        write_json_line(&rules, &mut out)?;
    } else {
        write_list(&listed, &mut out)?;
    }
    out.flush()?;
    Ok(CommandStatus::Done)
}

/// Returns the rule with this id.
///
/// # Errors
///
/// [`UsageError`] with the nearest ids if there is none.
pub(super) fn find_rule_or_nearest(id: &str) -> Result<&'static Rule, UsageError> {
    let rule = all_rules().find(|rule| rule.id.0 == id);
    rule.ok_or_else(|| {
        let near = nearest_ids(id);
        let hint = if near.is_empty() {
            "`pullquote rules` lists all".to_owned()
        } else {
            format!("did you mean `{}`?", near.join("`, `"))
        };
        UsageError(format!("there is no rule `{}`; {hint}", printable_line(id)))
    })
}

/// Returns the ids that are most similar to `id`, as a whole or without their pass, the most similar first.
fn nearest_ids(id: &str) -> Vec<&'static str> {
    let bare = |id: &'static str| id.split_once('/').map_or(id, |(_, name)| name);
    let mut scored: Vec<(f64, &str)> = all_rules()
        .map(|rule| {
            let whole = strsim::jaro_winkler(id, rule.id.0);
            let name = strsim::jaro_winkler(id, bare(rule.id.0));
            (whole.max(name), rule.id.0)
        })
        .filter(|(score, _)| *score >= MIN_SIMILARITY)
        .collect();
    scored.sort_by(|(a, _), (b, _)| b.total_cmp(a));
    let nearest = scored.into_iter().take(MAX_SUGGESTED_RULES);
    nearest.map(|(_, id)| id).collect()
}

/// Returns the counts of a rule on development data: of its findings or of the speakers that it found.
fn counts_of(rule: &Rule, duty: RuleDuty) -> Option<&'static RuleConfidence> {
    ConfidenceTable::shipped().row(duty, rule.id.0)
}

fn json_rule(rule: &Rule) -> JsonRule {
    let counts = |duty| {
        counts_of(rule, duty).map(|row| JsonRuleCounts {
            judged: row.n_findings,
            right: row.n_right,
            steps: row.steps.pairs().to_vec(),
        })
    };
    JsonRule {
        id: rule.id.0,
        summary: rule.summary,
        needs: rule.needs.iter().map(|need| need.name()).collect(),
        finds: rule.finds,
        silent: rule.silent,
        findings: counts(RuleDuty::Finding),
        speakers: counts(RuleDuty::Speaker),
    }
}

/// Writes a line for each rule: id, number of judged findings, precision, and summary.
fn write_list(rules: &[&Rule], out: &mut dyn Write) -> io::Result<()> {
    let width = rules.iter().map(|rule| rule.id.0.len()).fold(4, usize::max);
    writeln!(
        out,
        "{:width$}  {:>6}  {:>7}  does",
        "rule", "judged", "right %"
    )?;
    for rule in rules {
        // What a rule is mostly used for says most about it.
        let counts = RuleDuty::ALL.map(|duty| counts_of(rule, duty));
        let mut counts: Vec<_> = counts.into_iter().flatten().collect();
        counts.sort_by_key(|row| Reverse(row.n_findings));
        let (judged, precision) = counts.first().map_or_else(
            || ("–".to_owned(), "–".to_owned()),
            |row| (row.n_findings.to_string(), row.precision()),
        );
        let (id, summary) = (rule.id.0, rule.summary);
        writeln!(out, "{id:width$}  {judged:>6}  {precision:>7}  {summary}")?;
    }
    Ok(())
}

/// Writes the summary, examples and counts of a rule.
fn write_rule(rule: &Rule, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "{}\n  {}", rule.id, rule.summary)?;
    if !rule.needs.is_empty() {
        let needs: Vec<_> = rule.needs.iter().copied().map(FindingKind::name).collect();
        writeln!(out, "\nNeeds {}.", needs.join(" and "))?;
    }
    for (title, examples) in [
        ("Applies in:", rule.finds),
        ("Does not apply in:", rule.silent),
    ] {
        if !examples.is_empty() {
            writeln!(out, "\n{title}")?;
        }
        for example in examples {
            writeln!(out, "  {}", example.replace('\n', "\n  "))?;
        }
    }
    writeln!(out)?;
    for (duty, what) in [
        (RuleDuty::Finding, "findings"),
        (RuleDuty::Speaker, "speakers"),
    ] {
        if let Some(row) = counts_of(rule, duty) {
            let (right, judged, precision) = (row.n_right, row.n_findings, row.precision());
            writeln!(
                out,
                "On development data {right} of {judged} {what} are right ({precision} %)."
            )?;
            write_steps(row, out)?;
        }
    }
    let is_counted = RuleDuty::ALL
        .iter()
        .any(|duty| counts_of(rule, *duty).is_some());
    if !is_counted {
        writeln!(out, "On development data none of its findings was judged.")?;
    }
    Ok(())
}

/// Writes how the confidence of a rule's findings is calibrated.
fn write_steps(row: &RuleConfidence, out: &mut dyn Write) -> io::Result<()> {
    if row.steps.is_empty() {
        return writeln!(
            out,
            "  Too few for a confidence of its own: it has that of its pass."
        );
    }
    for (raw, calibrated) in row.steps.pairs() {
        writeln!(
            out,
            "  from {raw} % of its own confidence: {calibrated} % sure"
        )?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unknown_id_is_answered_with_the_nearest() {
        for (typed, near) in [
            ("names/modle", "names/model"),
            ("model", "names/model"),
            ("user/wach", "user/watch"),
        ] {
            assert_eq!(nearest_ids(typed).first(), Some(&near), "{typed}");
        }
        assert!(nearest_ids("xyzzy").is_empty());
        let error = find_rule_or_nearest("xyzzy").expect_err("no such rule");
        assert_eq!(
            error.0,
            "there is no rule `xyzzy`; `pullquote rules` lists all"
        );
        assert!(find_rule_or_nearest("names/model").is_ok());
    }

    #[test]
    fn the_list_has_each_rule_once_and_its_page_has_its_examples() {
        let rules: Vec<_> = all_rules().collect();
        let mut list = Vec::new();
        write_list(&rules, &mut list).expect("written to memory");
        let list = String::from_utf8(list).expect("text");
        assert_eq!(list.lines().count(), rules.len() + 1);
        for rule in rules {
            assert!(list.contains(&format!("\n{} ", rule.id)), "{}", rule.id);
            let mut page = Vec::new();
            write_rule(rule, &mut page).expect("written to memory");
            let page = String::from_utf8(page).expect("text");
            for example in rule.finds.iter().chain(rule.silent) {
                assert!(page.contains(&example.replace('\n', "\n  ")), "{page}");
            }
            assert_eq!(json_rule(rule).finds, rule.finds);
        }
    }
}
