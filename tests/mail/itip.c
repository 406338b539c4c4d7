/* What a calendar that follows iTIP (RFC 5546) makes of one message once it has taken another in.
   itip BEFORE NOW: prints libical's class of NOW against what BEFORE left. */
#include <libical/ical.h>
#include <libical/icalss.h>
#include <stdio.h>
#include <stdlib.h>

static icalcomponent *read_file(const char *path) {
    FILE *file = fopen(path, "rb");
    if (!file) exit(2);
    static char text[1 << 16];
    size_t length = fread(text, 1, sizeof text - 1, file);
    text[length] = 0;
    fclose(file);
    icalcomponent *found = icalparser_parse_string(text);
    if (!found) exit(3);
    return found;
}

int main(int count, char **names) {
    if (count != 4) return 1;
    icalcomponent *before = read_file(names[1]), *now = read_file(names[2]);
    icalproperty_xlicclass class = icalclassify(now, before, names[3]);
    puts(icalproperty_enum_to_string(class));
    return 0;
}
