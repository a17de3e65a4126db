/* fuzz_xml.c - any bytes as an eForms notice: see summary.h. */
#include "ingest/eforms.h"
#include "tests/fuzz/summary.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static XmlReader *reader;
    if (!reader) reader = xml_reader_new();
    summary_check(eforms_read, reader, data, size);
    return 0;
}
