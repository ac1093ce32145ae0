//! The articles that are bundled with the program, and the file name of the user's library.

/// The file name of the user's library, in the data folder.
pub(super) const LIBRARY_FILE_NAME: &str = "library.db";

/// The bundled articles in display order: file name, and content in Markdown with front matter.
pub(super) const BUNDLED_ARTICLES: &[(&str, &str)] = &[
    (
        "01-harbour-vote.md",
        include_str!("../../assets/library/01-harbour-vote.md"),
    ),
    (
        "02-rate-decision.md",
        include_str!("../../assets/library/02-rate-decision.md"),
    ),
    (
        "03-cup-final.md",
        include_str!("../../assets/library/03-cup-final.md"),
    ),
    (
        "04-quake.md",
        include_str!("../../assets/library/04-quake.md"),
    ),
    (
        "05-telescope.md",
        include_str!("../../assets/library/05-telescope.md"),
    ),
    (
        "06-merger.md",
        include_str!("../../assets/library/06-merger.md"),
    ),
    (
        "07-interview.md",
        include_str!("../../assets/library/07-interview.md"),
    ),
    (
        "08-border-talks.md",
        include_str!("../../assets/library/08-border-talks.md"),
    ),
    (
        "09-outage.md",
        include_str!("../../assets/library/09-outage.md"),
    ),
    (
        "10-wildfire.md",
        include_str!("../../assets/library/10-wildfire.md"),
    ),
    (
        "11-brief.md",
        include_str!("../../assets/library/11-brief.md"),
    ),
    (
        "12-drug-trial.md",
        include_str!("../../assets/library/12-drug-trial.md"),
    ),
    (
        "13-japan.md",
        include_str!("../../assets/library/13-japan.md"),
    ),
    (
        "14-transcript.md",
        include_str!("../../assets/library/14-transcript.md"),
    ),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::read;

    #[test]
    #[expect(
        clippy::disallowed_methods,
        reason = "the folder is compared with the list"
    )]
    fn every_article_of_the_folder_ships() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/assets/library");
        let mut names: Vec<_> = std::fs::read_dir(folder)
            .expect("the library")
            .map(|entry| entry.expect("an entry").file_name())
            .filter(|name| name.to_string_lossy().ends_with(".md"))
            .collect();
        names.sort();
        let shipped: Vec<_> = BUNDLED_ARTICLES.iter().map(|(name, _)| *name).collect();
        assert_eq!(shipped, names);
    }

    #[test]
    fn every_article_is_read_with_its_title_and_date() {
        for (name, content) in BUNDLED_ARTICLES {
            let article = read::read_markdown(content, None).expect("an article");
            assert!(!article.about.title.is_empty(), "{name}");
            assert!(!article.about.site.is_empty(), "{name}");
            assert!(article.about.published.is_some(), "{name}");
            assert!(!article.text().as_str().contains("---"), "{name}");
        }
    }
}
