package snapshot

import (
	"errors"
	"strings"
)

var errQuote = errors.New("a value is not closed")

const hex = "0123456789abcdef"

// quote writes what is not plain ASCII, and % itself, as %xx.
func quote(text string) string {
	var b strings.Builder
	for i := 0; i < len(text); i++ {
		c := text[i]
		if c <= ' ' || c >= 0x7f || c == '%' {
			b.WriteByte('%')
			b.WriteByte(hex[c>>4])
			b.WriteByte(hex[c&15])
			continue
		}
		b.WriteByte(c)
	}
	return b.String()
}

func unquote(text string) (string, error) {
	var b strings.Builder
	for i := 0; i < len(text); i++ {
		if text[i] != '%' {
			b.WriteByte(text[i])
			continue
		}
		if i+2 >= len(text) {
			return "", errQuote
		}
		high, low := strings.IndexByte(hex, text[i+1]), strings.IndexByte(hex, text[i+2])
		if high < 0 || low < 0 {
			return "", errQuote
		}
		b.WriteByte(byte(high<<4 | low))
		i += 2
	}
	return b.String(), nil
}
