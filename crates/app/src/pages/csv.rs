//! Tables to take along (RFC 4180), which no spreadsheet takes for formulas.

/// What makes a spreadsheet take a cell for a formula, when it begins with it.
const FORMULA: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];

/// What ends a cell, for one spreadsheet or another: a French one takes a semicolon for it, whatever stands in quotes.
const ENDS: [char; 5] = [',', ';', '\t', '\r', '\n'];

/// One line, with its end. A cell that a spreadsheet would compute has an apostrophe before it, and so has the part of
/// one that it would take for a cell.
pub(crate) fn line<'a>(cells: impl IntoIterator<Item = &'a str>) -> String {
    let cells: Vec<String> = cells.into_iter().map(cell).collect();
    format!("{}\r\n", cells.join(","))
}

fn cell(text: &str) -> String {
    let text = harmless(text);
    let quoted = text.contains('"') || text.contains(ENDS);
    if quoted { format!("\"{}\"", text.replace('"', "\"\"")) } else { text }
}

fn harmless(text: &str) -> String {
    let (mut harmless, mut begins) = (String::with_capacity(text.len()), true);
    for letter in text.chars() {
        if begins && FORMULA.contains(&letter) {
            harmless.push('\'');
        }
        // A quote may be what a cell is written in: it still begins behind it.
        begins = ENDS.contains(&letter) || (begins && letter == '"');
        harmless.push(letter);
    }
    harmless
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_cell_is_a_formula_and_every_cell_is_one_cell() {
        for (text, written) in [
            ("Jeanne", "Jeanne"),
            ("=HYPERLINK(\"http://evil\")", "\"'=HYPERLINK(\"\"http://evil\"\")\""),
            ("+33639981001", "'+33639981001"),
            ("-1", "'-1"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("\tx", "\"'\tx\""),
            ("\rx", "\"'\rx\""),
            ("a,b", "\"a,b\""),
            ("A;=cmd|'/c calc'!A1", "\"A;'=cmd|'/c calc'!A1\""),
            ("A;\"=1+1", "\"A;\"\"'=1+1\""),
            ("A\t@SUM(1)", "\"A\t'@SUM(1)\""),
            ("A\n-1", "\"A\n'-1\""),
            ("a;b", "\"a;b\""),
            ("a\nb", "\"a\nb\""),
            ("1-2", "1-2"),
            ("", ""),
        ] {
            assert_eq!(cell(text), written, "{text:?}");
        }
        assert_eq!(line(["a", "b,c"]), "a,\"b,c\"\r\n");
    }
}
