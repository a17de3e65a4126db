/* fuzz_ted.c - any bytes as a notice of the older TED schema: see summary.h. */
#include "ingest/ted.h"
#include "tests/fuzz/summary.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static XmlReader *reader;
    if (!reader) reader = xml_reader_new();
    summary_check(ted_read, reader, data, size);
    return 0;
}
