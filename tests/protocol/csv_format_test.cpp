// SPDX-License-Identifier: Apache-2.0
// The module's CSV storage format against vectors made by the module's own code, and its round trip.
#include "sync/protocol/portal/attribute_format.h"
#include "sync/protocol/portal/csv_format.h"

#include <QElapsedTimer>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <rapidcheck.h>

using namespace devsync;
using protocol::portal::decodeCsv;
using protocol::portal::encodeCsv;
using Items = std::vector<std::string>;

namespace {

QJsonObject readJson(const QString& path) {
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    return QJsonDocument::fromJson(file.readAll()).object();
}

Items itemsOf(const QJsonArray& array) {
    Items items;
    for (const QJsonValue& item : array)
        items.push_back(item.toObject().value(QStringLiteral("value")).toVariant().toString().toStdString());
    return items;
}

/// A field's value as JSON:API answers it: null, a scalar or a list.
Items itemsOfField(const QJsonValue& value) {
    Items items;
    for (const QJsonValue& item : value.isArray() ? value.toArray() : QJsonArray{value})
        if (!item.isNull())
            items.push_back(item.toString().toStdString());
    return items;
}

std::string encode(const Items& items) {
    return encodeCsv({items.begin(), items.end()});
}

Items withoutEmpty(Items items) {
    std::erase(items, std::string());
    return items;
}

core::MappedAttribute attributeOf(core::FieldType type) {
    return {.attribute = "a", .field = "field_a", .type = type, .cardinality = core::kUnlimited};
}

core::Value decode(const core::MappedAttribute& attribute, std::string_view text) {
    std::string packed;
    const core::ValueState state = protocol::portal::decodeAttribute(attribute, text, packed);
    return core::Value(core::ValueView{state, packed});
}

bool isCsvText(const QString& type) {
    return QStringList{QStringLiteral("string"), QStringLiteral("string_long"), QStringLiteral("email"),
                       QStringLiteral("list_string")}
        .contains(type);
}

struct Field {
    core::FieldType type;
    std::size_t cardinality;
};

} // namespace

class CsvFormatTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() {
        if (!qEnvironmentVariableIsSet("RC_PARAMS"))
            qputenv("RC_PARAMS", "max_success=10000");
    }

    void moduleVectors() {
        int seen = 0;
        const QJsonArray vectors = readJson(QStringLiteral("tests/fixtures/portal/attribute_vectors.json"))
                                       .value(QStringLiteral("vectors"))
                                       .toArray();
        for (const QJsonValue& entry : vectors) {
            const QJsonObject vector = entry.toObject();
            // a saved field without items has no type recorded
            if (!vector.value(QStringLiteral("field_type")).isNull()
                && !isCsvText(vector.value(QStringLiteral("field_type")).toString()))
                continue;
            ++seen;
            const Items raw = itemsOf(vector.value(QStringLiteral("raw_field_value")).toArray());
            const std::string encoded = vector.value(QStringLiteral("encoded")).toString().toStdString();
            QCOMPARE(encode(raw), encoded);
            QCOMPARE(withoutEmpty(decodeCsv(encoded)),
                     itemsOf(vector.value(QStringLiteral("decoded")).toArray()));
            QCOMPARE(encode(decodeCsv(encoded)),
                     vector.value(QStringLiteral("re_encoded")).toString().toStdString());
        }
        QVERIFY2(seen >= 43, qPrintable(QString::number(seen)));
    }

    /// Where the module refused a text, the core rule or the portal must be able to: the value does not
    /// decode, has more items than the field, or is the field's own business (length, allowed values).
    void moduleDecodeVectors() {
        const std::map<QString, Field> fields{
            {QStringLiteral("str"), {core::FieldType::String, 1}},
            {QStringLiteral("strs"), {core::FieldType::String, 1000}},
            {QStringLiteral("str3"), {core::FieldType::String, 3}},
            {QStringLiteral("long"), {core::FieldType::StringLong, 1}},
            {QStringLiteral("choice"), {core::FieldType::ListString, 1}},
            {QStringLiteral("choices"), {core::FieldType::ListString, 1000}},
            {QStringLiteral("email"), {core::FieldType::Email, 1}}};
        int seen = 0;
        const QJsonArray vectors =
            readJson(QStringLiteral("tests/fixtures/portal/attribute_decode_vectors.json"))
                .value(QStringLiteral("vectors"))
                .toArray();
        for (const QJsonValue& entry : vectors) {
            const QJsonObject vector = entry.toObject();
            const auto field = fields.find(vector.value(QStringLiteral("attribute")).toString());
            if (field == fields.end())
                continue;
            ++seen;
            const std::string text = vector.value(QStringLiteral("value")).toString().toStdString();
            const core::Value value = decode(attributeOf(field->second.type), text);
            if (vector.value(QStringLiteral("messages")).toArray().isEmpty())
                QCOMPARE(value, core::Value::of(itemsOfField(vector.value(QStringLiteral("jsonapi_value")))));
            else
                QVERIFY2(value.state() == core::ValueState::Undecodable
                             || value.view().itemCount() > field->second.cardinality || text.size() > 255
                             || field->second.type == core::FieldType::ListString,
                         text.c_str());
        }
        QCOMPARE(seen, 16);
    }

    void moduleRunWithoutDrupal() {
        const QJsonObject vectors =
            readJson(QStringLiteral("../shared/fixtures/apigee/drupal-csv-json-vectors.json"));
        if (vectors.isEmpty())
            QSKIP("third-party vectors are not here");
        for (const QJsonValue& entry : vectors.value(QStringLiteral("encode")).toArray()) {
            const QJsonObject vector = entry.toObject();
            Items items;
            for (const QJsonValue& item : vector.value(QStringLiteral("items")).toArray()) {
                const QJsonValue value = item.toObject().value(QStringLiteral("value"));
                // PHP writes true as 1 and false as nothing
                items.push_back(value.isBool() ? (value.toBool() ? "1" : "")
                                               : value.toVariant().toString().toStdString());
            }
            const std::string csv = vector.value(QStringLiteral("csv")).toString().toStdString();
            QCOMPARE(encode(items), csv);
            QCOMPARE(decodeCsv(csv), itemsOf(vector.value(QStringLiteral("decoded_again")).toArray()));
        }
        for (const QJsonValue& entry : vectors.value(QStringLiteral("decode")).toArray()) {
            const QJsonObject vector = entry.toObject();
            QCOMPARE(decodeCsv(vector.value(QStringLiteral("csv")).toString().toStdString()),
                     itemsOf(vector.value(QStringLiteral("items")).toArray()));
        }
    }

    void readsAsPhpDoes_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArrayList>("items");
        QTest::newRow("blank line") << QByteArray("a\n\nb") << QByteArrayList{"a", "", "b"};
        QTest::newRow("lone quote") << QByteArray("\"") << QByteArrayList{"\n\n"};
        QTest::newRow("lone quote then a line") << QByteArray("\"\nx\"") << QByteArrayList{"\nx"};
        QTest::newRow("blanks before a quote") << QByteArray("a, \t\"b c\"") << QByteArrayList{"a", "b c"};
        QTest::newRow("carriage return before a comma") << QByteArray("a\r,b") << QByteArrayList{"a", "b"};
        QTest::newRow("comma at the end") << QByteArray("a,") << QByteArrayList{"a", ""};
        QTest::newRow("escape keeps a quote") << QByteArray("\"a\\\"b\"") << QByteArrayList{"a\\\"b"};
        QTest::newRow("open quote over lines") << QByteArray("\"a,\r\nb") << QByteArrayList{"a,\r\nb\n"};
        QTest::newRow("escape at the line's end") << QByteArray("\"a\\\nb\"") << QByteArrayList{"a\\\nb"};
        QTest::newRow("text behind the quote") << QByteArray("\"a\"b\"c,d") << QByteArrayList{"ab\"c", "d"};
        QTest::newRow("NUL inside") << QByteArray("a\0b", 3) << QByteArrayList{QByteArray("a\0b", 3)};
        QTest::newRow("trimmed") << QByteArray("\v a \0", 5) << QByteArrayList{"a"};
    }
    void readsAsPhpDoes() {
        QFETCH(QByteArray, text);
        QFETCH(QByteArrayList, items);
        Items expected;
        for (const QByteArray& item : items)
            expected.push_back(item.toStdString());
        QCOMPARE(decodeCsv(text.toStdString()), expected);
    }

    /// An attribute is foreign data: a value as large as the limit must not stall a run.
    void manyLinesAreReadInOnePass() {
        std::string text;
        for (int i = 0; i < 1'000'000; ++i)
            text += "ab\n";
        QElapsedTimer timer;
        timer.start();
        QCOMPARE(decodeCsv(text).size(), std::size_t{1'000'000});
        QVERIFY2(timer.elapsed() < 5'000, qPrintable(QString::number(timer.elapsed())));
    }

    void refusesWhatDoesNotReadBack_data() {
        QTest::addColumn<QByteArray>("item");
        QTest::newRow("ends in a backslash") << QByteArray("end\\");
        QTest::newRow("leading vertical tab") << QByteArray("\vx");
        QTest::newRow("only a vertical tab") << QByteArray("\v");
    }
    void refusesWhatDoesNotReadBack() {
        QFETCH(QByteArray, item);
        const auto text = protocol::portal::encodeAttribute(attributeOf(core::FieldType::String),
                                                            core::Value::text(item.toStdString()));
        QVERIFY(!text);
        QCOMPARE(text.error().kind, core::ErrorKind::ValueRefused);
        QCOMPARE(text.error().where, std::string("attribute:a"));
    }

    void emailFields() {
        const core::MappedAttribute attribute = attributeOf(core::FieldType::Email);
        QCOMPARE(decode(attribute, "a@b.example,c@d.example"),
                 core::Value::of({"a@b.example", "c@d.example"}));
        for (const char* text :
             {"bad", "@b.example", "a@b", "a@.b", "a@b.", "a b@c.example", "a@b.example,x"})
            QCOMPARE(decode(attribute, text), core::Value::undecodable(text));
    }

    void jsonFormatIsNotReadAsCsv() {
        core::MappedAttribute attribute = attributeOf(core::FieldType::String);
        attribute.format = core::StorageFormat::Json;
        QCOMPARE(decode(attribute, "[\"a\"]"), core::Value::undecodable("[\"a\"]"));
        QVERIFY(!protocol::portal::encodeAttribute(attribute, core::Value::text("a")));
    }

    /// Every list of non-empty texts over the characters that matter either encodes to a text that decodes to
    /// it, or is refused; and only trimmed edges, quotes and backslashes are ever refused.
    void roundTrip() {
        const auto item = rc::gen::nonEmpty(rc::gen::container<std::string>(
            rc::gen::element('a', 'b', ',', '"', '\\', ' ', '\n', '\r', '\t', '\v', '\xc3', ';')));
        const bool ok = rc::check("encode and decode", [&] {
            const Items items = *rc::gen::nonEmpty(rc::gen::container<Items>(item));
            const core::Value value = core::Value::of(items);
            const core::MappedAttribute attribute = attributeOf(core::FieldType::String);
            const auto text = protocol::portal::encodeAttribute(attribute, value);
            if (text)
                RC_ASSERT(decode(attribute, *text) == value);
            else
                RC_ASSERT(encode(items).find_first_of("\\") != std::string::npos
                          || items.front().front() == '\v' || items.back().back() == '\v');
        });
        QVERIFY(ok);
    }

    void plainTextsAreOneItem() {
        const bool ok = rc::check("plain", [] {
            const auto text = *rc::gen::container<std::string>(
                rc::gen::element('a', ',', '"', '\\', ' ', '\n', '\r', '\v', '\0', 'z'));
            if (protocol::portal::isPlainCsv(text))
                RC_ASSERT(decodeCsv(text) == Items{text});
        });
        QVERIFY(ok);
    }
};

QTEST_APPLESS_MAIN(CsvFormatTest)
#include "csv_format_test.moc"
