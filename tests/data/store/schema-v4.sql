-- SPDX-License-Identifier: GPL-3.0-or-later
-- A data file of version 4 with rows, as that version wrote it: pieces that were to be moved between two
-- locations of an item, and a submission of it that was stopped before a certain answer came. Never
-- changed: later versions must read it.

CREATE TABLE shop (  id INTEGER PRIMARY KEY AUTOINCREMENT,  host_id TEXT NOT NULL,  base_url TEXT NOT NULL,  partner_id INTEGER NOT NULL,  shop_id INTEGER NOT NULL,  name TEXT,  region TEXT,  currency TEXT,  refreshed_at_secs INTEGER NOT NULL,  authorised_until_secs INTEGER NOT NULL,  UNIQUE (host_id, base_url, partner_id, shop_id)) STRICT;
INSERT INTO shop VALUES(1,'custom','https://shop.example',2000501,600001,'Sandbox SG','SG','SGD',1795332741,1826868740);
CREATE TABLE item (  seq INTEGER PRIMARY KEY,  shop INTEGER NOT NULL REFERENCES shop (id) ON DELETE CASCADE,  item_id INTEGER NOT NULL,  data BLOB NOT NULL,  UNIQUE (shop, item_id)) STRICT;
INSERT INTO item VALUES(14,1,25000000381,X'50040cc6010a02faededa1ba01114c61726765204261636b7061636b203130000853472d3030303130002c687474703a2f2f3132372e302e302e313a33383037312f696d6167652f78356432316462623764302e706e670000caa10cb881a6c10c000bffffffffffffffffff01010000000853472d30303031300080198019000000020353475a001803534732000a');
CREATE TABLE submission (  id INTEGER PRIMARY KEY AUTOINCREMENT,  shop INTEGER NOT NULL REFERENCES shop (id) ON DELETE CASCADE,  created_at_ms INTEGER NOT NULL,  finished_at_ms INTEGER NOT NULL DEFAULT 0) STRICT;
INSERT INTO submission VALUES(1,1,1795332741238,0);
CREATE TABLE call (  id INTEGER PRIMARY KEY AUTOINCREMENT,  submission INTEGER NOT NULL REFERENCES submission (id) ON DELETE CASCADE,  kind INTEGER NOT NULL,  item_id INTEGER NOT NULL,  state INTEGER NOT NULL,  sent_at_ms INTEGER NOT NULL,  done_at_ms INTEGER NOT NULL,  code TEXT,  message TEXT,  request_id TEXT) STRICT;
INSERT INTO call VALUES(1,1,1,25000000381,1,1795332741276,1795332741287,NULL,'The server could not be reached (Error receiving data: Connection reset by peer).',NULL);
CREATE TABLE call_row (  call INTEGER NOT NULL REFERENCES call (id) ON DELETE CASCADE,  position INTEGER NOT NULL,  item_id INTEGER NOT NULL,  model_id INTEGER NOT NULL,  old_value INTEGER,  new_value INTEGER,  state INTEGER NOT NULL,  stored_value INTEGER,  reason TEXT,  advice TEXT,  PRIMARY KEY (call, position)) STRICT, WITHOUT ROWID;
INSERT INTO call_row VALUES(1,0,25000000381,0,17,17,3,NULL,'No certain answer came. Pasar looks at the shop for some time to see what became of it.',NULL);
CREATE TABLE call_location (  call INTEGER NOT NULL,  position INTEGER NOT NULL,  nth INTEGER NOT NULL,  location_id TEXT NOT NULL,  stock INTEGER NOT NULL,  PRIMARY KEY (call, position, nth),  FOREIGN KEY (call, position) REFERENCES call_row (call, position) ON DELETE CASCADE) STRICT, WITHOUT ROWID;
INSERT INTO call_location VALUES(1,0,0,'SGZ',10);
INSERT INTO call_location VALUES(1,0,1,'SG2',7);
CREATE TABLE log (  seq INTEGER PRIMARY KEY,  shop INTEGER NOT NULL REFERENCES shop (id) ON DELETE CASCADE,  id INTEGER NOT NULL,  kind INTEGER NOT NULL,  step INTEGER NOT NULL,  n_edits INTEGER NOT NULL,  n_staged INTEGER NOT NULL,  label TEXT,  data BLOB NOT NULL,  UNIQUE (shop, id)) STRICT;
INSERT INTO log VALUES(1,1,1,1,0,1,1,'Set stock of 1 row to 10',X'50534c3152691acc65862105010001faededa1ba0100010573746f636b00000353475a00141418');
INSERT INTO log VALUES(2,1,2,1,0,1,2,'Set stock of 1 row to 7',X'50534c31f66df137c2dd180a010001faededa1ba0100010573746f636b00000353473200140e0a');
INSERT INTO log VALUES(3,1,3,5,0,2,2,NULL,X'50534c317cb61f8909445621050002faededa1ba0100010573746f636b00000353475a0015141418000001010353473200150e0e0a');
CREATE TABLE IF NOT EXISTS "checkpoint" (  shop INTEGER NOT NULL REFERENCES shop (id) ON DELETE CASCADE,  log_id INTEGER NOT NULL,  n_staged INTEGER NOT NULL,  data BLOB NOT NULL,  PRIMARY KEY (shop, log_id)) STRICT;
CREATE INDEX item_shop ON item (shop);
CREATE INDEX submission_shop ON submission (shop);
CREATE INDEX call_submission ON call (submission);
CREATE INDEX call_row_model ON call_row (item_id, model_id);

PRAGMA application_id = 1346458450;
PRAGMA user_version = 4;
