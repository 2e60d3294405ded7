package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func read(t *testing.T, text string) []item {
	t.Helper()
	file := filepath.Join(t.TempDir(), "objects.json")
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	objects, err := readObjects(file)
	if err != nil {
		t.Fatal(err)
	}
	return objects
}

func TestItemsOfATypedListGetItsKind(t *testing.T) {
	objects := read(t, `{"kind":"NodeList","apiVersion":"v1","items":[{"metadata":{"name":"a"}},{"metadata":{"name":"b"}}]}`)
	if len(objects) != 2 {
		t.Fatalf("%d objects", len(objects))
	}
	e, err := objects[1].entry("ignored-for-nodes")
	if err != nil {
		t.Fatal(err)
	}
	if string(e.Key) != "/registry/minions/b" {
		t.Errorf("key %s", e.Key)
	}
	if !strings.Contains(string(e.Value), `"kind":"Node"`) || !strings.Contains(string(e.Value), `"apiVersion":"v1"`) {
		t.Errorf("value %s", e.Value)
	}
}

func TestAnObjectIsStoredAsGivenButForItsVersion(t *testing.T) {
	objects := read(t, `{"apiVersion":"batch/v1","kind":"Job","metadata":{"name":"j","namespace":"n",
		"resourceVersion":"7","uid":"u"},"status":{"ready":12345678901234567890,"odd":"<&>"}}`)
	e, err := objects[0].entry("")
	if err != nil {
		t.Fatal(err)
	}
	want := `{"apiVersion":"batch/v1","kind":"Job","metadata":{"name":"j","namespace":"n","uid":"u"},` +
		`"status":{"odd":"<&>","ready":12345678901234567890}}`
	if got := strings.TrimSpace(string(e.Value)); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

func TestNamespaceIsOverridden(t *testing.T) {
	objects := read(t, `{"apiVersion":"v1","kind":"Pod","metadata":{"name":"p","namespace":"n"}}`)
	e, err := objects[0].entry("other")
	if err != nil {
		t.Fatal(err)
	}
	if string(e.Key) != "/registry/pods/other/p" || !strings.Contains(string(e.Value), `"namespace":"other"`) {
		t.Errorf("%s %s", e.Key, e.Value)
	}
}

func TestWhatCannotBeStoredIsRefused(t *testing.T) {
	for _, text := range []string{
		`{"apiVersion":"v1","kind":"Secret","metadata":{"name":"s","namespace":"n"}}`,
		`{"apiVersion":"v1","kind":"Pod","metadata":{"namespace":"n"}}`,
		`{"apiVersion":"v1","kind":"Pod","metadata":{"name":"p"}}`,
	} {
		if _, err := read(t, text)[0].entry(""); err == nil {
			t.Errorf("accepted %s", text)
		}
	}
}

func TestEntriesTravelAsBase64(t *testing.T) {
	data, err := json.Marshal(&entry{Key: []byte("k"), Value: []byte("v")})
	if err != nil || string(data) != `{"key":"aw==","value":"dg=="}` {
		t.Errorf("%s %v", data, err)
	}
}
