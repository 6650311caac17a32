#!/bin/sh
# Makes the extractor's weights from nothing: data, tokenizer, training, resource, curve. Hours on two cores; a stop loses a
# minute: the same command goes on where it was.
#
#   ./train.sh [FOLDER] [arguments of train.py, such as --examples 100000]
#
# Needs Python 3.10 to 3.13 with venv. FOLDER (default: run) keeps everything that is made on the way.
set -eu
cd "$(dirname "$0")"
folder=${1:-run}
[ $# -eq 0 ] || shift
mkdir -p "$folder"
[ -x "$folder/venv/bin/python" ] || python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -q -r requirements.txt
python=$folder/venv/bin/python
[ -f "$folder/tokenizer.json" ] || "$python" tokenizer.py "$folder/tokenizer.json"
"$python" train.py "$folder" "$@"
"$python" plot.py "$folder/log.jsonl" "$folder/curve.png"
"$python" convert.py "$folder/weights.npz" "$folder/tokenizer.json" "$folder/extractor.bin"
echo "Made $folder/extractor.bin"
