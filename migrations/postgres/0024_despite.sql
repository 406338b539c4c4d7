-- What stood against the place of an appointment when somebody decided for it by hand: it isn't to be moved because of that.
-- Of what was overbooked before, nobody knows: it stays in the list of what is to be moved until it is.
ALTER TABLE appointment ADD COLUMN despite_hours boolean NOT NULL DEFAULT FALSE;
ALTER TABLE appointment ADD COLUMN despite_block boolean NOT NULL DEFAULT FALSE;
