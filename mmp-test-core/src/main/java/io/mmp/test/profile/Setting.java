package io.mmp.test.profile;

/**
 * One setting, and where it stands.
 *
 * @param value its text, without blanks around it
 * @param place where it stands, such as {@code profiles/dev.properties, line 3}
 */
record Setting(String value, String place) {

    Setting {
        value = value.strip();
    }
}
