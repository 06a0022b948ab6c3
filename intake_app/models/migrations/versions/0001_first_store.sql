CREATE TABLE device_model (
	no INTEGER NOT NULL,
	kind VARCHAR NOT NULL,
	brand VARCHAR NOT NULL,
	model VARCHAR NOT NULL,
	uses INTEGER DEFAULT 0 NOT NULL,
	listed INTEGER DEFAULT 0 NOT NULL,
	CONSTRAINT device_model_key PRIMARY KEY (no),
	CONSTRAINT device_model_kind_brand_model_unique UNIQUE (kind, brand, model)
)

CREATE INDEX device_model_uses ON device_model (uses)

CREATE TABLE device_tac (
	tac VARCHAR NOT NULL,
	kind VARCHAR NOT NULL,
	brand VARCHAR NOT NULL,
	model VARCHAR NOT NULL,
	uses INTEGER DEFAULT 0 NOT NULL,
	listed INTEGER DEFAULT 0 NOT NULL,
	CONSTRAINT device_tac_key PRIMARY KEY (tac, kind, brand, model)
)
 WITHOUT ROWID

CREATE TABLE model_habit (
	kind VARCHAR NOT NULL,
	brand VARCHAR NOT NULL,
	model VARCHAR NOT NULL,
	what VARCHAR NOT NULL,
	value VARCHAR NOT NULL,
	uses INTEGER NOT NULL,
	CONSTRAINT model_habit_key PRIMARY KEY (kind, brand, model, what, value)
)
 WITHOUT ROWID

CREATE TABLE fault_use (
	kind VARCHAR NOT NULL,
	fault VARCHAR NOT NULL,
	uses INTEGER NOT NULL,
	CONSTRAINT fault_use_key PRIMARY KEY (kind, fault)
)
 WITHOUT ROWID

CREATE INDEX fault_use_uses ON fault_use (uses) WHERE uses > 1

CREATE TABLE blob (
	sha256 VARCHAR NOT NULL,
	state VARCHAR NOT NULL,
	strikes INTEGER NOT NULL,
	absences INTEGER NOT NULL,
	wanted BOOLEAN NOT NULL,
	again_ms INTEGER NOT NULL,
	CONSTRAINT blob_key PRIMARY KEY (sha256),
	CONSTRAINT blob_state CHECK (state IN ('new', 'here', 'confirmed', 'elsewhere', 'refused', 'erased'))
)
 WITHOUT ROWID

CREATE INDEX blob_state ON blob (state)

CREATE TABLE client_word (
	word VARCHAR NOT NULL,
	CONSTRAINT client_word_key PRIMARY KEY (word)
)
 WITHOUT ROWID

CREATE TABLE outbox (
	inc INTEGER NOT NULL,
	n INTEGER NOT NULL,
	op_id BLOB NOT NULL,
	txn BLOB NOT NULL,
	verb VARCHAR NOT NULL,
	entity VARCHAR NOT NULL,
	rec BLOB NOT NULL,
	field VARCHAR NOT NULL,
	payload VARCHAR NOT NULL,
	base BLOB,
	hlc INTEGER NOT NULL,
	schema INTEGER NOT NULL,
	made_at VARCHAR NOT NULL,
	by_user VARCHAR NOT NULL,
	state VARCHAR NOT NULL,
	hub_seq INTEGER NOT NULL,
	outcome VARCHAR NOT NULL,
	last_error VARCHAR NOT NULL,
	CONSTRAINT outbox_key PRIMARY KEY (inc, n),
	CONSTRAINT outbox_state CHECK (state IN ('new', 'acked', 'done', 'quarantined')),
	CONSTRAINT outbox_op_id_unique UNIQUE (op_id)
)
 WITHOUT ROWID

CREATE INDEX outbox_rec ON outbox (rec)

CREATE INDEX outbox_done ON outbox (hub_seq) WHERE state = 'done'

CREATE INDEX outbox_waiting ON outbox (inc, n) WHERE state <> 'done'

CREATE TABLE feed (
	op_id BLOB NOT NULL,
	epoch BLOB NOT NULL,
	seq INTEGER NOT NULL,
	outcome VARCHAR NOT NULL,
	raw VARCHAR NOT NULL,
	rec BLOB NOT NULL,
	taken_ms INTEGER NOT NULL,
	understood BOOLEAN NOT NULL,
	CONSTRAINT feed_key PRIMARY KEY (op_id)
)
 WITHOUT ROWID

CREATE INDEX feed_seq ON feed (seq)

CREATE INDEX feed_unread ON feed (seq) WHERE NOT understood

CREATE INDEX feed_rec ON feed (rec)

CREATE TABLE sync (
	one INTEGER NOT NULL,
	origin BLOB NOT NULL,
	inc INTEGER NOT NULL,
	next_n INTEGER NOT NULL,
	epoch BLOB,
	cursor INTEGER NOT NULL,
	hlc INTEGER NOT NULL,
	prefix VARCHAR NOT NULL,
	order_counter INTEGER NOT NULL,
	nonce BLOB,
	guard INTEGER NOT NULL,
	chain VARCHAR NOT NULL,
	repair VARCHAR NOT NULL,
	snapshot BLOB,
	part INTEGER NOT NULL,
	schema_seen INTEGER NOT NULL,
	whole_seq INTEGER NOT NULL,
	durable_seq INTEGER NOT NULL,
	durable_mark INTEGER NOT NULL,
	durable_old INTEGER NOT NULL,
	marked_ms INTEGER NOT NULL,
	compared_ms INTEGER NOT NULL,
	scrub BOOLEAN NOT NULL,
	CONSTRAINT sync_key PRIMARY KEY (one),
	CONSTRAINT sync_one CHECK (one = 1)
)

CREATE TABLE field_version (
	rec BLOB NOT NULL,
	field VARCHAR NOT NULL,
	op_id BLOB NOT NULL,
	confirmed_op BLOB NOT NULL,
	confirmed_value VARCHAR,
	CONSTRAINT field_version_key PRIMARY KEY (rec, field)
)
 WITHOUT ROWID

CREATE TABLE "conflict" (
	loser BLOB NOT NULL,
	entity VARCHAR NOT NULL,
	rec BLOB NOT NULL,
	field VARCHAR NOT NULL,
	lost_value VARCHAR NOT NULL,
	seq INTEGER NOT NULL,
	resolved BOOLEAN NOT NULL,
	reopened BOOLEAN NOT NULL,
	CONSTRAINT conflict_key PRIMARY KEY (loser)
)
 WITHOUT ROWID

CREATE TABLE desk_name (
	origin BLOB NOT NULL,
	name VARCHAR NOT NULL,
	CONSTRAINT desk_name_key PRIMARY KEY (origin)
)
 WITHOUT ROWID

CREATE TABLE discard (
	id BLOB NOT NULL,
	op_id BLOB NOT NULL,
	rec BLOB NOT NULL,
	reason VARCHAR NOT NULL,
	at VARCHAR NOT NULL,
	"by" VARCHAR NOT NULL,
	CONSTRAINT discard_key PRIMARY KEY (id)
)
 WITHOUT ROWID

CREATE TABLE attention (
	kind VARCHAR NOT NULL,
	rec BLOB NOT NULL,
	about BLOB NOT NULL,
	code VARCHAR NOT NULL,
	resolved BOOLEAN NOT NULL,
	CONSTRAINT attention_key PRIMARY KEY (kind, rec)
)
 WITHOUT ROWID

CREATE TABLE cash_box (
	id BLOB NOT NULL,
	created_at VARCHAR NOT NULL,
	name VARCHAR NOT NULL,
	archived BOOLEAN NOT NULL,
	CONSTRAINT cash_box_key PRIMARY KEY (id)
)
 WITHOUT ROWID

CREATE TABLE fiscal_job (
	id BLOB NOT NULL,
	payment_id BLOB NOT NULL,
	kind VARCHAR NOT NULL,
	registrar VARCHAR NOT NULL,
	data VARCHAR NOT NULL,
	state VARCHAR NOT NULL,
	answer VARCHAR NOT NULL,
	created_at VARCHAR NOT NULL,
	changed_at VARCHAR NOT NULL,
	CONSTRAINT fiscal_job_key PRIMARY KEY (id)
)
 WITHOUT ROWID

CREATE INDEX fiscal_job_open ON fiscal_job (state) WHERE state IN ('new', 'unknown')

CREATE TABLE preference (
	id BLOB NOT NULL,
	"key" VARCHAR NOT NULL,
	value VARCHAR NOT NULL,
	CONSTRAINT preference_key PRIMARY KEY (id)
)
 WITHOUT ROWID

CREATE TABLE catalogue_model (
	id BLOB NOT NULL,
	kind VARCHAR NOT NULL,
	brand VARCHAR NOT NULL,
	model VARCHAR NOT NULL,
	tac VARCHAR NOT NULL,
	archived BOOLEAN NOT NULL,
	CONSTRAINT catalogue_model_key PRIMARY KEY (id)
)
 WITHOUT ROWID

CREATE TABLE hint (
	id BLOB NOT NULL,
	created_at VARCHAR NOT NULL,
	kind VARCHAR NOT NULL,
	brand VARCHAR NOT NULL,
	model VARCHAR NOT NULL,
	fault VARCHAR NOT NULL,
	text VARCHAR NOT NULL,
	archived BOOLEAN NOT NULL,
	CONSTRAINT hint_key PRIMARY KEY (id)
)
 WITHOUT ROWID

CREATE TABLE staff (
	id BLOB NOT NULL,
	created_at VARCHAR NOT NULL,
	name VARCHAR NOT NULL,
	role VARCHAR NOT NULL,
	active BOOLEAN NOT NULL,
	badge VARCHAR NOT NULL,
	pin VARCHAR NOT NULL,
	CONSTRAINT staff_key PRIMARY KEY (id)
)
 WITHOUT ROWID

CREATE TABLE client (
	no INTEGER NOT NULL,
	id BLOB NOT NULL,
	created_at VARCHAR NOT NULL,
	kind VARCHAR NOT NULL,
	name VARCHAR NOT NULL,
	email VARCHAR NOT NULL,
	inn VARCHAR NOT NULL,
	kpp VARCHAR NOT NULL,
	ogrn VARCHAR NOT NULL,
	address VARCHAR NOT NULL,
	note VARCHAR NOT NULL,
	archived BOOLEAN NOT NULL,
	bik VARCHAR NOT NULL,
	bank VARCHAR NOT NULL,
	account VARCHAR NOT NULL,
	corr_account VARCHAR NOT NULL,
	director VARCHAR NOT NULL,
	consignee VARCHAR NOT NULL,
	contract VARCHAR NOT NULL,
	birthday VARCHAR NOT NULL,
	source VARCHAR NOT NULL,
	client_class VARCHAR NOT NULL,
	class_reason VARCHAR NOT NULL,
	class_until VARCHAR NOT NULL,
	discount_bp INTEGER NOT NULL,
	conflict_level INTEGER NOT NULL,
	conflict_note VARCHAR NOT NULL,
	language VARCHAR NOT NULL,
	email_confirmed_at VARCHAR,
	merged_into BLOB,
	CONSTRAINT client_key PRIMARY KEY (no),
	CONSTRAINT client_id_unique UNIQUE (id)
)

CREATE INDEX client_source ON client (source) WHERE source <> ''

CREATE INDEX client_merged_into ON client (merged_into) WHERE merged_into IS NOT NULL

CREATE INDEX client_inn ON client (inn) WHERE inn <> ''

CREATE TABLE loaner (
	id BLOB NOT NULL,
	created_at VARCHAR NOT NULL,
	kind VARCHAR NOT NULL,
	brand VARCHAR NOT NULL,
	model VARCHAR NOT NULL,
	serial VARCHAR NOT NULL,
	imei VARCHAR NOT NULL,
	appearance VARCHAR NOT NULL,
	accessories VARCHAR NOT NULL,
	agreed_value_minor INTEGER,
	archived BOOLEAN NOT NULL,
	CONSTRAINT loaner_key PRIMARY KEY (id)
)
 WITHOUT ROWID

CREATE TABLE print_job (
	no INTEGER NOT NULL,
	id BLOB NOT NULL,
	"key" VARCHAR NOT NULL,
	printer VARCHAR NOT NULL,
	document VARCHAR NOT NULL,
	about BLOB NOT NULL,
	data VARCHAR NOT NULL,
	language VARCHAR NOT NULL,
	state VARCHAR NOT NULL,
	payload BLOB,
	composed VARCHAR NOT NULL,
	attempts INTEGER NOT NULL,
	created_at VARCHAR NOT NULL,
	ended_at VARCHAR,
	reprint_of BLOB,
	error VARCHAR NOT NULL,
	CONSTRAINT print_job_key PRIMARY KEY (no),
	CONSTRAINT print_job_state CHECK (state IN ('queued', 'sending', 'confirmed', 'sent', 'unknown', 'failed')),
	CONSTRAINT print_job_id_unique UNIQUE (id),
	CONSTRAINT print_job_key_unique UNIQUE ("key")
)

CREATE INDEX print_job_open ON print_job (printer) WHERE state IN ('queued', 'sending', 'unknown')

CREATE INDEX print_job_about ON print_job (about)

CREATE TABLE print_attempt (
	job_id BLOB NOT NULL,
	nth INTEGER NOT NULL,
	begun_at VARCHAR NOT NULL,
	ended_at VARCHAR,
	outcome VARCHAR NOT NULL,
	error VARCHAR NOT NULL,
	CONSTRAINT print_attempt_key PRIMARY KEY (job_id, nth)
)
 WITHOUT ROWID

CREATE TABLE printer (
	name VARCHAR NOT NULL,
	paused BOOLEAN NOT NULL,
	problem VARCHAR NOT NULL,
	last_printed_at VARCHAR,
	since VARCHAR,
	CONSTRAINT printer_key PRIMARY KEY (name)
)
 WITHOUT ROWID

CREATE TABLE draft (
	slot VARCHAR NOT NULL,
	data VARCHAR NOT NULL,
	saved_at VARCHAR NOT NULL,
	CONSTRAINT draft_key PRIMARY KEY (slot)
)
 WITHOUT ROWID

CREATE TABLE intake_count (
	id BLOB NOT NULL,
	at VARCHAR NOT NULL,
	milliseconds INTEGER NOT NULL,
	keys INTEGER NOT NULL,
	corrections INTEGER NOT NULL,
	scans INTEGER NOT NULL,
	mouse INTEGER NOT NULL,
	CONSTRAINT intake_count_key PRIMARY KEY (id)
)
 WITHOUT ROWID

CREATE TABLE place (
	id BLOB NOT NULL,
	created_at VARCHAR NOT NULL,
	kind VARCHAR NOT NULL,
	name VARCHAR NOT NULL,
	parent_id BLOB,
	barcode VARCHAR NOT NULL,
	archived BOOLEAN NOT NULL,
	CONSTRAINT place_key PRIMARY KEY (id)
)
 WITHOUT ROWID

CREATE INDEX place_barcode ON place (barcode) WHERE barcode <> ''

CREATE TABLE stocktaking (
	id BLOB NOT NULL,
	place_id BLOB,
	found VARCHAR NOT NULL,
	missing VARCHAR NOT NULL,
	stray VARCHAR NOT NULL,
	at VARCHAR NOT NULL,
	"by" VARCHAR NOT NULL,
	CONSTRAINT stocktaking_key PRIMARY KEY (id)
)
 WITHOUT ROWID

CREATE TABLE task (
	id BLOB NOT NULL,
	order_id BLOB,
	client_id BLOB,
	kind VARCHAR NOT NULL,
	text VARCHAR NOT NULL,
	at VARCHAR NOT NULL,
	"by" VARCHAR NOT NULL,
	for_id BLOB,
	due_at VARCHAR NOT NULL,
	done_at VARCHAR,
	done_by VARCHAR NOT NULL,
	CONSTRAINT task_key PRIMARY KEY (id)
)
 WITHOUT ROWID

CREATE INDEX task_open ON task (for_id, due_at) WHERE done_at IS NULL

CREATE INDEX task_order_id ON task (order_id) WHERE order_id IS NOT NULL

CREATE TABLE price_item (
	id BLOB NOT NULL,
	created_at VARCHAR NOT NULL,
	kind VARCHAR NOT NULL,
	text VARCHAR NOT NULL,
	article VARCHAR NOT NULL,
	barcode VARCHAR NOT NULL,
	unit VARCHAR NOT NULL,
	device_kind VARCHAR NOT NULL,
	price_minor INTEGER,
	cost_minor INTEGER,
	warranty_days INTEGER NOT NULL,
	low INTEGER NOT NULL,
	by_serial BOOLEAN NOT NULL,
	archived BOOLEAN NOT NULL,
	CONSTRAINT price_item_key PRIMARY KEY (id)
)
 WITHOUT ROWID

CREATE INDEX price_item_article ON price_item (article) WHERE article <> ''

CREATE INDEX price_item_barcode ON price_item (barcode) WHERE barcode <> ''

CREATE TABLE shift (
	id BLOB NOT NULL,
	box_id BLOB NOT NULL,
	float_minor INTEGER NOT NULL,
	currency VARCHAR NOT NULL,
	at VARCHAR NOT NULL,
	"by" VARCHAR NOT NULL,
	CONSTRAINT shift_key PRIMARY KEY (id),
	CONSTRAINT shift_box_id_cash_box FOREIGN KEY(box_id) REFERENCES cash_box (id)
)
 WITHOUT ROWID

CREATE INDEX shift_box_id ON shift (box_id)

CREATE TABLE consent (
	id BLOB NOT NULL,
	client_id BLOB NOT NULL,
	purpose VARCHAR NOT NULL,
	action VARCHAR NOT NULL,
	text_version VARCHAR NOT NULL,
	text_sha256 VARCHAR NOT NULL,
	at VARCHAR NOT NULL,
	"by" VARCHAR NOT NULL,
	channel VARCHAR NOT NULL,
	evidence VARCHAR NOT NULL,
	valid_until VARCHAR,
	note VARCHAR NOT NULL,
	CONSTRAINT consent_key PRIMARY KEY (id),
	CONSTRAINT consent_client_id_client FOREIGN KEY(client_id) REFERENCES client (id)
)
 WITHOUT ROWID

CREATE INDEX consent_client_id ON consent (client_id)

CREATE TABLE merge (
	id BLOB NOT NULL,
	client_id BLOB NOT NULL,
	merged_id BLOB NOT NULL,
	at VARCHAR NOT NULL,
	"by" VARCHAR NOT NULL,
	reason VARCHAR NOT NULL,
	CONSTRAINT merge_key PRIMARY KEY (id),
	CONSTRAINT merge_client_id_client FOREIGN KEY(client_id) REFERENCES client (id),
	CONSTRAINT merge_merged_id_client FOREIGN KEY(merged_id) REFERENCES client (id)
)
 WITHOUT ROWID

CREATE INDEX merge_client_id ON merge (client_id)

CREATE INDEX merge_merged_id ON merge (merged_id)

CREATE TABLE apart (
	id BLOB NOT NULL,
	client_id BLOB NOT NULL,
	other_id BLOB NOT NULL,
	at VARCHAR NOT NULL,
	"by" VARCHAR NOT NULL,
	archived BOOLEAN NOT NULL,
	CONSTRAINT apart_key PRIMARY KEY (id),
	CONSTRAINT apart_client_id_client FOREIGN KEY(client_id) REFERENCES client (id),
	CONSTRAINT apart_other_id_client FOREIGN KEY(other_id) REFERENCES client (id)
)
 WITHOUT ROWID

CREATE INDEX apart_other_id ON apart (other_id)

CREATE INDEX apart_client_id ON apart (client_id)

CREATE TABLE device (
	no INTEGER NOT NULL,
	id BLOB NOT NULL,
	client_id BLOB NOT NULL,
	created_at VARCHAR NOT NULL,
	kind VARCHAR NOT NULL,
	brand VARCHAR NOT NULL,
	model VARCHAR NOT NULL,
	serial VARCHAR NOT NULL,
	imei VARCHAR NOT NULL,
	colour VARCHAR NOT NULL,
	imei2 VARCHAR NOT NULL,
	serial_tail VARCHAR NOT NULL GENERATED ALWAYS AS (substr(serial, -1, 1) || substr(serial, -2, 1) || substr(serial, -3, 1) || substr(serial, -4, 1) || substr(serial, -5, 1) || substr(serial, -6, 1) || substr(serial, -7, 1) || substr(serial, -8, 1) || substr(serial, -9, 1) || substr(serial, -10, 1) || substr(serial, -11, 1) || substr(serial, -12, 1) || substr(serial, -13, 1) || substr(serial, -14, 1) || substr(serial, -15, 1) || substr(serial, -16, 1)) VIRTUAL,
	imei_tail VARCHAR NOT NULL GENERATED ALWAYS AS (substr(imei, -1, 1) || substr(imei, -2, 1) || substr(imei, -3, 1) || substr(imei, -4, 1) || substr(imei, -5, 1) || substr(imei, -6, 1) || substr(imei, -7, 1) || substr(imei, -8, 1) || substr(imei, -9, 1) || substr(imei, -10, 1) || substr(imei, -11, 1) || substr(imei, -12, 1) || substr(imei, -13, 1) || substr(imei, -14, 1) || substr(imei, -15, 1) || substr(imei, -16, 1)) VIRTUAL,
	imei2_tail VARCHAR NOT NULL GENERATED ALWAYS AS (substr(imei2, -1, 1) || substr(imei2, -2, 1) || substr(imei2, -3, 1) || substr(imei2, -4, 1) || substr(imei2, -5, 1) || substr(imei2, -6, 1) || substr(imei2, -7, 1) || substr(imei2, -8, 1) || substr(imei2, -9, 1) || substr(imei2, -10, 1) || substr(imei2, -11, 1) || substr(imei2, -12, 1) || substr(imei2, -13, 1) || substr(imei2, -14, 1) || substr(imei2, -15, 1) || substr(imei2, -16, 1)) VIRTUAL,
	CONSTRAINT device_key PRIMARY KEY (no),
	CONSTRAINT device_id_unique UNIQUE (id),
	CONSTRAINT device_client_id_client FOREIGN KEY(client_id) REFERENCES client (id)
)

CREATE INDEX device_client_id ON device (client_id)

CREATE INDEX device_imei ON device (imei) WHERE imei <> ''

CREATE INDEX device_serial_tail ON device (serial_tail) WHERE serial <> ''

CREATE INDEX device_imei2_tail ON device (imei2_tail) WHERE imei2 <> ''

CREATE INDEX device_model_name ON device (model) WHERE model <> ''

CREATE INDEX device_imei2 ON device (imei2) WHERE imei2 <> ''

CREATE INDEX device_imei_tail ON device (imei_tail) WHERE imei <> ''

CREATE INDEX device_serial ON device (serial) WHERE serial <> ''

CREATE TABLE phone (
	no INTEGER NOT NULL,
	id BLOB NOT NULL,
	client_id BLOB NOT NULL,
	created_at VARCHAR NOT NULL,
	e164 VARCHAR NOT NULL,
	label VARCHAR NOT NULL,
	confirmed_at VARCHAR,
	archived BOOLEAN NOT NULL,
	tail VARCHAR NOT NULL GENERATED ALWAYS AS (substr(replace(e164, '+', ''), -1, 1) || substr(replace(e164, '+', ''), -2, 1) || substr(replace(e164, '+', ''), -3, 1) || substr(replace(e164, '+', ''), -4, 1) || substr(replace(e164, '+', ''), -5, 1) || substr(replace(e164, '+', ''), -6, 1) || substr(replace(e164, '+', ''), -7, 1) || substr(replace(e164, '+', ''), -8, 1) || substr(replace(e164, '+', ''), -9, 1) || substr(replace(e164, '+', ''), -10, 1) || substr(replace(e164, '+', ''), -11, 1) || substr(replace(e164, '+', ''), -12, 1) || substr(replace(e164, '+', ''), -13, 1) || substr(replace(e164, '+', ''), -14, 1) || substr(replace(e164, '+', ''), -15, 1) || substr(replace(e164, '+', ''), -16, 1)) VIRTUAL,
	CONSTRAINT phone_key PRIMARY KEY (no),
	CONSTRAINT phone_id_unique UNIQUE (id),
	CONSTRAINT phone_client_id_client FOREIGN KEY(client_id) REFERENCES client (id)
)

CREATE INDEX phone_client_id ON phone (client_id)

CREATE INDEX phone_tail ON phone (tail)

CREATE INDEX phone_e164 ON phone (e164)

CREATE TABLE contact (
	id BLOB NOT NULL,
	client_id BLOB NOT NULL,
	created_at VARCHAR NOT NULL,
	name VARCHAR NOT NULL,
	role VARCHAR NOT NULL,
	phone VARCHAR NOT NULL,
	email VARCHAR NOT NULL,
	archived BOOLEAN NOT NULL,
	CONSTRAINT contact_key PRIMARY KEY (id),
	CONSTRAINT contact_client_id_client FOREIGN KEY(client_id) REFERENCES client (id)
)
 WITHOUT ROWID

CREATE INDEX contact_client_id ON contact (client_id)

CREATE TABLE stock_move (
	id BLOB NOT NULL,
	item_id BLOB NOT NULL,
	kind VARCHAR NOT NULL,
	quantity INTEGER NOT NULL,
	at VARCHAR NOT NULL,
	"by" VARCHAR NOT NULL,
	serial VARCHAR NOT NULL,
	cost_minor INTEGER,
	order_id BLOB,
	line_id BLOB,
	note VARCHAR NOT NULL,
	CONSTRAINT stock_move_key PRIMARY KEY (id),
	CONSTRAINT stock_move_item_id_price_item FOREIGN KEY(item_id) REFERENCES price_item (id)
)
 WITHOUT ROWID

CREATE INDEX stock_move_line ON stock_move (line_id) WHERE line_id IS NOT NULL

CREATE INDEX stock_move_item_id ON stock_move (item_id)

CREATE TABLE shift_close (
	id BLOB NOT NULL,
	shift_id BLOB NOT NULL,
	expected_minor INTEGER NOT NULL,
	counted_minor INTEGER NOT NULL,
	reason VARCHAR NOT NULL,
	report VARCHAR NOT NULL,
	at VARCHAR NOT NULL,
	"by" VARCHAR NOT NULL,
	CONSTRAINT shift_close_key PRIMARY KEY (id),
	CONSTRAINT shift_close_shift_id_shift FOREIGN KEY(shift_id) REFERENCES shift (id)
)
 WITHOUT ROWID

CREATE INDEX shift_close_shift_id ON shift_close (shift_id)

CREATE TABLE cash_move (
	id BLOB NOT NULL,
	shift_id BLOB NOT NULL,
	kind VARCHAR NOT NULL,
	minor INTEGER NOT NULL,
	currency VARCHAR NOT NULL,
	reason VARCHAR NOT NULL,
	reverses BLOB,
	at VARCHAR NOT NULL,
	"by" VARCHAR NOT NULL,
	CONSTRAINT cash_move_key PRIMARY KEY (id),
	CONSTRAINT cash_move_shift_id_shift FOREIGN KEY(shift_id) REFERENCES shift (id)
)
 WITHOUT ROWID

CREATE INDEX cash_move_shift_id ON cash_move (shift_id)

CREATE TABLE unmerge (
	id BLOB NOT NULL,
	merge_id BLOB NOT NULL,
	at VARCHAR NOT NULL,
	"by" VARCHAR NOT NULL,
	CONSTRAINT unmerge_key PRIMARY KEY (id),
	CONSTRAINT unmerge_merge_id_merge FOREIGN KEY(merge_id) REFERENCES merge (id)
)
 WITHOUT ROWID

CREATE INDEX unmerge_merge_id ON unmerge (merge_id)

CREATE TABLE "order" (
	no INTEGER NOT NULL,
	id BLOB NOT NULL,
	number VARCHAR NOT NULL,
	ticket VARCHAR NOT NULL,
	client_id BLOB NOT NULL,
	device_id BLOB NOT NULL,
	accepted_at VARCHAR NOT NULL,
	accepted_by VARCHAR NOT NULL,
	fault VARCHAR NOT NULL,
	accessories VARCHAR NOT NULL,
	appearance VARCHAR NOT NULL,
	repair_kind VARCHAR NOT NULL,
	urgent BOOLEAN NOT NULL,
	promised_at VARCHAR,
	estimate_minor INTEGER,
	limit_minor INTEGER,
	agreed_value_minor INTEGER,
	currency VARCHAR NOT NULL,
	note VARCHAR NOT NULL,
	technician_id BLOB,
	visit_id BLOB,
	accessory_marks VARCHAR NOT NULL,
	appearance_marks VARCHAR NOT NULL,
	estimate_kind VARCHAR NOT NULL,
	data_copy VARCHAR NOT NULL,
	terms_version VARCHAR NOT NULL,
	seller VARCHAR NOT NULL,
	bought_on VARCHAR NOT NULL,
	warranty_until VARCHAR NOT NULL,
	warranty_card VARCHAR NOT NULL,
	claim_number VARCHAR NOT NULL,
	loaner_wanted BOOLEAN NOT NULL,
	rework_of BLOB,
	site_address VARCHAR NOT NULL,
	site_from VARCHAR,
	site_to VARCHAR,
	travel_minor INTEGER,
	article VARCHAR NOT NULL,
	grade VARCHAR NOT NULL,
	outcome VARCHAR NOT NULL,
	outcome_note VARCHAR NOT NULL,
	due_by_client VARCHAR NOT NULL,
	loaner_wanted_on VARCHAR NOT NULL,
	stage VARCHAR NOT NULL,
	stage_at VARCHAR,
	place_id BLOB,
	counter INTEGER NOT NULL GENERATED ALWAYS AS (CAST(substr(ticket, 6, 6) AS INTEGER)) VIRTUAL,
	CONSTRAINT order_key PRIMARY KEY (no),
	CONSTRAINT order_id_unique UNIQUE (id),
	CONSTRAINT order_client_id_client FOREIGN KEY(client_id) REFERENCES client (id),
	CONSTRAINT order_device_id_device FOREIGN KEY(device_id) REFERENCES device (id)
)

CREATE INDEX order_warranty ON "order" (accepted_at) WHERE repair_kind = 'warranty' AND stage NOT IN ('issued', 'issued_no_repair', 'disposed', 'cancelled')

CREATE INDEX order_loaner_wanted ON "order" (loaner_wanted_on) WHERE loaner_wanted_on <> '' AND stage NOT IN ('issued', 'issued_no_repair', 'disposed', 'cancelled')

CREATE INDEX order_due_by_client ON "order" (due_by_client) WHERE due_by_client <> '' AND stage NOT IN ('issued', 'issued_no_repair', 'disposed', 'cancelled')

CREATE INDEX order_place_id ON "order" (place_id) WHERE place_id IS NOT NULL

CREATE INDEX order_client_id ON "order" (client_id)

CREATE INDEX order_in_work ON "order" (technician_id) WHERE stage IN ('accepted', 'diagnostics', 'awaiting_parts', 'in_repair', 'testing')

CREATE INDEX order_device_id ON "order" (device_id)

CREATE INDEX order_cancelled ON "order" (client_id) WHERE stage = 'cancelled'

CREATE INDEX order_visit_id ON "order" (visit_id) WHERE visit_id IS NOT NULL

CREATE INDEX order_rework_of ON "order" (rework_of) WHERE rework_of IS NOT NULL

CREATE INDEX order_counter ON "order" (counter)

CREATE INDEX order_open ON "order" (stage, stage_at) WHERE stage NOT IN ('issued', 'issued_no_repair', 'disposed', 'cancelled')

CREATE INDEX order_ticket ON "order" (ticket)

CREATE INDEX order_promised ON "order" (promised_at) WHERE stage NOT IN ('issued', 'issued_no_repair', 'disposed', 'cancelled')

CREATE TABLE estimate (
	id BLOB NOT NULL,
	order_id BLOB NOT NULL,
	version INTEGER NOT NULL,
	variant VARCHAR NOT NULL,
	title VARCHAR NOT NULL,
	lines VARCHAR NOT NULL,
	minor INTEGER NOT NULL,
	currency VARCHAR NOT NULL,
	estimate_kind VARCHAR NOT NULL,
	ready_by VARCHAR NOT NULL,
	at VARCHAR NOT NULL,
	"by" VARCHAR NOT NULL,
	CONSTRAINT estimate_key PRIMARY KEY (id),
	CONSTRAINT estimate_order_id_order FOREIGN KEY(order_id) REFERENCES "order" (id)
)
 WITHOUT ROWID

CREATE INDEX estimate_order_id ON estimate (order_id)

CREATE TABLE approval (
	id BLOB NOT NULL,
	order_id BLOB NOT NULL,
	estimate_id BLOB,
	notice_id BLOB,
	agreed BOOLEAN NOT NULL,
	minor INTEGER NOT NULL,
	currency VARCHAR NOT NULL,
	channel VARCHAR NOT NULL,
	said_by VARCHAR NOT NULL,
	said_at VARCHAR NOT NULL,
	text VARCHAR NOT NULL,
	at VARCHAR NOT NULL,
	"by" VARCHAR NOT NULL,
	CONSTRAINT approval_key PRIMARY KEY (id),
	CONSTRAINT approval_order_id_order FOREIGN KEY(order_id) REFERENCES "order" (id)
)
 WITHOUT ROWID

CREATE INDEX approval_order_id ON approval (order_id)

CREATE TABLE notice (
	id BLOB NOT NULL,
	order_id BLOB NOT NULL,
	kind VARCHAR NOT NULL,
	channel VARCHAR NOT NULL,
	text VARCHAR NOT NULL,
	said_at VARCHAR NOT NULL,
	proof VARCHAR NOT NULL,
	cause VARCHAR NOT NULL,
	"before" VARCHAR,
	until VARCHAR,
	at VARCHAR NOT NULL,
	"by" VARCHAR NOT NULL,
	CONSTRAINT notice_key PRIMARY KEY (id),
	CONSTRAINT notice_order_id_order FOREIGN KEY(order_id) REFERENCES "order" (id)
)
 WITHOUT ROWID

CREATE INDEX notice_order_id ON notice (order_id)

CREATE TABLE photo (
	id BLOB NOT NULL,
	order_id BLOB NOT NULL,
	sha256 VARCHAR NOT NULL,
	mime VARCHAR NOT NULL,
	size INTEGER NOT NULL,
	caption VARCHAR NOT NULL,
	at VARCHAR NOT NULL,
	"by" VARCHAR NOT NULL,
	thumb VARCHAR NOT NULL,
	CONSTRAINT photo_key PRIMARY KEY (id),
	CONSTRAINT photo_order_id_order FOREIGN KEY(order_id) REFERENCES "order" (id)
)
 WITHOUT ROWID

CREATE INDEX photo_sha256 ON photo (sha256)

CREATE INDEX photo_order_id ON photo (order_id)

CREATE TABLE order_file (
	id BLOB NOT NULL,
	order_id BLOB NOT NULL,
	sha256 VARCHAR NOT NULL,
	name VARCHAR NOT NULL,
	size INTEGER NOT NULL,
	at VARCHAR NOT NULL,
	"by" VARCHAR NOT NULL,
	CONSTRAINT order_file_key PRIMARY KEY (id),
	CONSTRAINT order_file_order_id_order FOREIGN KEY(order_id) REFERENCES "order" (id)
)
 WITHOUT ROWID

CREATE INDEX order_file_order_id ON order_file (order_id)

CREATE TABLE passcode (
	id BLOB NOT NULL,
	order_id BLOB NOT NULL,
	kind VARCHAR NOT NULL,
	sealed VARCHAR NOT NULL,
	at VARCHAR NOT NULL,
	"by" VARCHAR NOT NULL,
	CONSTRAINT passcode_key PRIMARY KEY (id),
	CONSTRAINT passcode_order_id_order FOREIGN KEY(order_id) REFERENCES "order" (id)
)
 WITHOUT ROWID

CREATE INDEX passcode_order_id ON passcode (order_id)

CREATE TABLE signature (
	id BLOB NOT NULL,
	order_id BLOB NOT NULL,
	text_version VARCHAR NOT NULL,
	text_sha256 VARCHAR NOT NULL,
	image_sha256 VARCHAR NOT NULL,
	language VARCHAR NOT NULL,
	purpose VARCHAR NOT NULL,
	at VARCHAR NOT NULL,
	"by" VARCHAR NOT NULL,
	CONSTRAINT signature_key PRIMARY KEY (id),
	CONSTRAINT signature_order_id_order FOREIGN KEY(order_id) REFERENCES "order" (id)
)
 WITHOUT ROWID

CREATE INDEX signature_order_id ON signature (order_id)

CREATE TABLE stage (
	id BLOB NOT NULL,
	order_id BLOB NOT NULL,
	from_stage VARCHAR NOT NULL,
	to_stage VARCHAR NOT NULL,
	at VARCHAR NOT NULL,
	"by" VARCHAR NOT NULL,
	comment VARCHAR NOT NULL,
	desk VARCHAR NOT NULL,
	seq INTEGER,
	CONSTRAINT stage_key PRIMARY KEY (id),
	CONSTRAINT stage_order_id_order FOREIGN KEY(order_id) REFERENCES "order" (id)
)
 WITHOUT ROWID

CREATE INDEX stage_order_id ON stage (order_id)

CREATE TABLE payment (
	id BLOB NOT NULL,
	order_id BLOB NOT NULL,
	kind VARCHAR NOT NULL,
	method VARCHAR NOT NULL,
	minor INTEGER NOT NULL,
	currency VARCHAR NOT NULL,
	at VARCHAR NOT NULL,
	"by" VARCHAR NOT NULL,
	shift_id BLOB,
	reverses BLOB,
	note VARCHAR NOT NULL,
	owed_minor INTEGER NOT NULL,
	registrar VARCHAR NOT NULL,
	CONSTRAINT payment_key PRIMARY KEY (id),
	CONSTRAINT payment_order_id_order FOREIGN KEY(order_id) REFERENCES "order" (id)
)
 WITHOUT ROWID

CREATE INDEX payment_shift_id ON payment (shift_id) WHERE shift_id IS NOT NULL

CREATE INDEX payment_order_id ON payment (order_id)

CREATE TABLE comment (
	id BLOB NOT NULL,
	order_id BLOB NOT NULL,
	text VARCHAR NOT NULL,
	at VARCHAR NOT NULL,
	"by" VARCHAR NOT NULL,
	CONSTRAINT comment_key PRIMARY KEY (id),
	CONSTRAINT comment_order_id_order FOREIGN KEY(order_id) REFERENCES "order" (id)
)
 WITHOUT ROWID

CREATE INDEX comment_order_id ON comment (order_id)

CREATE TABLE checkup (
	id BLOB NOT NULL,
	order_id BLOB NOT NULL,
	kind VARCHAR NOT NULL,
	marks VARCHAR NOT NULL,
	note VARCHAR NOT NULL,
	at VARCHAR NOT NULL,
	"by" VARCHAR NOT NULL,
	CONSTRAINT checkup_key PRIMARY KEY (id),
	CONSTRAINT checkup_order_id_order FOREIGN KEY(order_id) REFERENCES "order" (id)
)
 WITHOUT ROWID

CREATE INDEX checkup_order_id ON checkup (order_id)

CREATE TABLE handover (
	id BLOB NOT NULL,
	order_id BLOB NOT NULL,
	to_whom VARCHAR NOT NULL,
	name VARCHAR NOT NULL,
	proxy VARCHAR NOT NULL,
	known_by VARCHAR NOT NULL,
	accessories VARCHAR NOT NULL,
	old_parts VARCHAR NOT NULL,
	remarks VARCHAR NOT NULL,
	debt_minor INTEGER NOT NULL,
	allowed_by VARCHAR NOT NULL,
	currency VARCHAR NOT NULL,
	at VARCHAR NOT NULL,
	"by" VARCHAR NOT NULL,
	CONSTRAINT handover_key PRIMARY KEY (id),
	CONSTRAINT handover_order_id_order FOREIGN KEY(order_id) REFERENCES "order" (id)
)
 WITHOUT ROWID

CREATE INDEX handover_order_id ON handover (order_id)

CREATE TABLE loan (
	id BLOB NOT NULL,
	loaner_id BLOB NOT NULL,
	order_id BLOB NOT NULL,
	appearance VARCHAR NOT NULL,
	accessories VARCHAR NOT NULL,
	deposit_minor INTEGER NOT NULL,
	currency VARCHAR NOT NULL,
	due_on VARCHAR NOT NULL,
	at VARCHAR NOT NULL,
	"by" VARCHAR NOT NULL,
	CONSTRAINT loan_key PRIMARY KEY (id),
	CONSTRAINT loan_loaner_id_loaner FOREIGN KEY(loaner_id) REFERENCES loaner (id),
	CONSTRAINT loan_order_id_order FOREIGN KEY(order_id) REFERENCES "order" (id)
)
 WITHOUT ROWID

CREATE INDEX loan_loaner_id ON loan (loaner_id)

CREATE INDEX loan_order_id ON loan (order_id)

CREATE TABLE placement (
	id BLOB NOT NULL,
	order_id BLOB NOT NULL,
	place_id BLOB,
	at VARCHAR NOT NULL,
	"by" VARCHAR NOT NULL,
	seq INTEGER,
	CONSTRAINT placement_key PRIMARY KEY (id),
	CONSTRAINT placement_order_id_order FOREIGN KEY(order_id) REFERENCES "order" (id)
)
 WITHOUT ROWID

CREATE INDEX placement_order_id ON placement (order_id)

CREATE TABLE skip (
	id BLOB NOT NULL,
	order_id BLOB NOT NULL,
	reason VARCHAR NOT NULL,
	note VARCHAR NOT NULL,
	at VARCHAR NOT NULL,
	"by" VARCHAR NOT NULL,
	CONSTRAINT skip_key PRIMARY KEY (id),
	CONSTRAINT skip_order_id_order FOREIGN KEY(order_id) REFERENCES "order" (id)
)
 WITHOUT ROWID

CREATE INDEX skip_order_id ON skip (order_id)

CREATE TABLE line (
	id BLOB NOT NULL,
	order_id BLOB NOT NULL,
	created_at VARCHAR NOT NULL,
	"by" VARCHAR NOT NULL,
	kind VARCHAR NOT NULL,
	item_id BLOB,
	text VARCHAR NOT NULL,
	quantity INTEGER NOT NULL,
	price_minor INTEGER NOT NULL,
	cost_minor INTEGER NOT NULL,
	warranty_days INTEGER NOT NULL,
	technician_id BLOB,
	serial VARCHAR NOT NULL,
	state VARCHAR NOT NULL,
	eta VARCHAR NOT NULL,
	rank INTEGER NOT NULL,
	archived BOOLEAN NOT NULL,
	CONSTRAINT line_key PRIMARY KEY (id),
	CONSTRAINT line_order_id_order FOREIGN KEY(order_id) REFERENCES "order" (id)
)
 WITHOUT ROWID

CREATE INDEX line_order_id ON line (order_id)

CREATE INDEX line_wanted ON line (state) WHERE state IN ('wanted', 'ordered')

CREATE TABLE finding (
	id BLOB NOT NULL,
	order_id BLOB NOT NULL,
	kind VARCHAR NOT NULL,
	text VARCHAR NOT NULL,
	at VARCHAR NOT NULL,
	"by" VARCHAR NOT NULL,
	CONSTRAINT finding_key PRIMARY KEY (id),
	CONSTRAINT finding_order_id_order FOREIGN KEY(order_id) REFERENCES "order" (id)
)
 WITHOUT ROWID

CREATE INDEX finding_order_id ON finding (order_id)

CREATE TABLE outside_job (
	id BLOB NOT NULL,
	order_id BLOB NOT NULL,
	at VARCHAR NOT NULL,
	"by" VARCHAR NOT NULL,
	partner VARCHAR NOT NULL,
	act VARCHAR NOT NULL,
	eta VARCHAR NOT NULL,
	cost_minor INTEGER,
	returned_on VARCHAR NOT NULL,
	note VARCHAR NOT NULL,
	CONSTRAINT outside_job_key PRIMARY KEY (id),
	CONSTRAINT outside_job_order_id_order FOREIGN KEY(order_id) REFERENCES "order" (id)
)
 WITHOUT ROWID

CREATE INDEX outside_job_order_id ON outside_job (order_id)

CREATE TABLE passcode_view (
	id BLOB NOT NULL,
	passcode_id BLOB NOT NULL,
	at VARCHAR NOT NULL,
	"by" VARCHAR NOT NULL,
	CONSTRAINT passcode_view_key PRIMARY KEY (id),
	CONSTRAINT passcode_view_passcode_id_passcode FOREIGN KEY(passcode_id) REFERENCES passcode (id)
)
 WITHOUT ROWID

CREATE INDEX passcode_view_passcode_id ON passcode_view (passcode_id)

CREATE TABLE cheque (
	id BLOB NOT NULL,
	payment_id BLOB NOT NULL,
	registrar VARCHAR NOT NULL,
	fn VARCHAR NOT NULL,
	fd VARCHAR NOT NULL,
	fp VARCHAR NOT NULL,
	minor INTEGER NOT NULL,
	printed_at VARCHAR NOT NULL,
	at VARCHAR NOT NULL,
	"by" VARCHAR NOT NULL,
	CONSTRAINT cheque_key PRIMARY KEY (id),
	CONSTRAINT cheque_payment_id_payment FOREIGN KEY(payment_id) REFERENCES payment (id)
)
 WITHOUT ROWID

CREATE INDEX cheque_payment_id ON cheque (payment_id)

CREATE TABLE loan_return (
	id BLOB NOT NULL,
	loan_id BLOB NOT NULL,
	appearance VARCHAR NOT NULL,
	wiped BOOLEAN NOT NULL,
	note VARCHAR NOT NULL,
	at VARCHAR NOT NULL,
	"by" VARCHAR NOT NULL,
	CONSTRAINT loan_return_key PRIMARY KEY (id),
	CONSTRAINT loan_return_loan_id_loan FOREIGN KEY(loan_id) REFERENCES loan (id)
)
 WITHOUT ROWID

CREATE INDEX loan_return_loan_id ON loan_return (loan_id)

CREATE VIEW client_words AS SELECT no, replace(replace(replace(name, 'ё', 'е'), 'Ё', 'Е'), '^', ' ') || ' ^' ||
CASE kind WHEN 'company' THEN replace(trim(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(name, 'ё', 'е'), 'Ё', 'Е'), '^', ''), '«', ''), '»', ''), '“', ''), '”', ''), '„', ''), '"', ''), '''', ''), '(', '')), ' ', ' ^') ELSE trim(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(name, 'ё', 'е'), 'Ё', 'Е'), '^', ''), '«', ''), '»', ''), '“', ''), '”', ''), '„', ''), '"', ''), '''', ''), '(', '')) END AS words
FROM client

CREATE VIRTUAL TABLE client_search USING fts5(words, content='client_words',
content_rowid='no', tokenize="unicode61 remove_diacritics 0 tokenchars '^'",
prefix='1 2 3 4 5 6 7 8', detail=none)

CREATE TRIGGER client_search_insert AFTER INSERT ON client BEGIN
INSERT INTO client_search(rowid, words)
SELECT no, words FROM client_words WHERE no = NEW.no;
INSERT INTO client_word(word) SELECT DISTINCT w.value
FROM json_each('[' || replace(json_quote(lower(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(NEW.name, 'ё', 'е'), 'Ё', 'Е'), 'А', 'а'), 'Б', 'б'), 'В', 'в'), 'Г', 'г'), 'Д', 'д'), 'Е', 'е'), 'Ж', 'ж'), 'З', 'з'), 'И', 'и'), 'Й', 'й'), 'К', 'к'), 'Л', 'л'), 'М', 'м'), 'Н', 'н'), 'О', 'о'), 'П', 'п'), 'Р', 'р'), 'С', 'с'), 'Т', 'т'), 'У', 'у'), 'Ф', 'ф'), 'Х', 'х'), 'Ц', 'ц'), 'Ч', 'ч'), 'Ш', 'ш'), 'Щ', 'щ'), 'Ъ', 'ъ'), 'Ы', 'ы'), 'Ь', 'ь'), 'Э', 'э'), 'Ю', 'ю'), 'Я', 'я'), '«', ' '), '»', ' '), '“', ' '), '”', ' '), '„', ' '), '"', ' '), '''', ' '), '`', ' '), '’', ' '), '.', ' '), ',', ' '), ';', ' '), ':', ' '), '!', ' '), '?', ' '), '(', ' '), ')', ' '), '[', ' '), ']', ' '), '{', ' '), '}', ' '), '<', ' '), '>', ' '), '/', ' '), '\', ' '), '|', ' '), '+', ' '), '=', ' '), '*', ' '), '&', ' '), '%', ' '), '$', ' '), '#', ' '), '№', ' '), '@', ' '), '~', ' '), '^', ' '), '_', ' '), '-', ' '), '‐', ' '), '‑', ' '), '‒', ' '), '–', ' '), '—', ' '), '	', ' '), '
', ' '), '', ' '), ' ', ' '))), ' ', '","') || ']') w WHERE length(w.value) > 2
ON CONFLICT DO NOTHING;
END

CREATE TRIGGER client_search_forget BEFORE UPDATE OF name, kind ON client BEGIN
INSERT INTO client_search(client_search, rowid, words)
SELECT 'delete', no, words FROM client_words WHERE no = OLD.no;
END

CREATE TRIGGER client_search_learn AFTER UPDATE OF name, kind ON client BEGIN
INSERT INTO client_search(rowid, words)
SELECT no, words FROM client_words WHERE no = NEW.no;
INSERT INTO client_word(word) SELECT DISTINCT w.value
FROM json_each('[' || replace(json_quote(lower(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(NEW.name, 'ё', 'е'), 'Ё', 'Е'), 'А', 'а'), 'Б', 'б'), 'В', 'в'), 'Г', 'г'), 'Д', 'д'), 'Е', 'е'), 'Ж', 'ж'), 'З', 'з'), 'И', 'и'), 'Й', 'й'), 'К', 'к'), 'Л', 'л'), 'М', 'м'), 'Н', 'н'), 'О', 'о'), 'П', 'п'), 'Р', 'р'), 'С', 'с'), 'Т', 'т'), 'У', 'у'), 'Ф', 'ф'), 'Х', 'х'), 'Ц', 'ц'), 'Ч', 'ч'), 'Ш', 'ш'), 'Щ', 'щ'), 'Ъ', 'ъ'), 'Ы', 'ы'), 'Ь', 'ь'), 'Э', 'э'), 'Ю', 'ю'), 'Я', 'я'), '«', ' '), '»', ' '), '“', ' '), '”', ' '), '„', ' '), '"', ' '), '''', ' '), '`', ' '), '’', ' '), '.', ' '), ',', ' '), ';', ' '), ':', ' '), '!', ' '), '?', ' '), '(', ' '), ')', ' '), '[', ' '), ']', ' '), '{', ' '), '}', ' '), '<', ' '), '>', ' '), '/', ' '), '\', ' '), '|', ' '), '+', ' '), '=', ' '), '*', ' '), '&', ' '), '%', ' '), '$', ' '), '#', ' '), '№', ' '), '@', ' '), '~', ' '), '^', ' '), '_', ' '), '-', ' '), '‐', ' '), '‑', ' '), '‒', ' '), '–', ' '), '—', ' '), '	', ' '), '
', ' '), '', ' '), ' ', ' '))), ' ', '","') || ']') w WHERE length(w.value) > 2
ON CONFLICT DO NOTHING;
END

CREATE TRIGGER client_search_delete BEFORE DELETE ON client BEGIN
INSERT INTO client_search(client_search, rowid, words)
SELECT 'delete', no, words FROM client_words WHERE no = OLD.no;
END

CREATE VIEW phone_digits AS SELECT no, replace(e164, '+', '') AS digits FROM phone

CREATE VIRTUAL TABLE phone_search USING fts5(digits, content='phone_digits',
content_rowid='no', tokenize='trigram', detail=none)

CREATE TRIGGER phone_search_insert AFTER INSERT ON phone BEGIN
INSERT INTO phone_search(rowid, digits) VALUES (NEW.no, replace(NEW.e164, '+', ''));
END

CREATE TRIGGER phone_search_update AFTER UPDATE OF e164 ON phone BEGIN
INSERT INTO phone_search(phone_search, rowid, digits)
VALUES ('delete', OLD.no, replace(OLD.e164, '+', ''));
INSERT INTO phone_search(rowid, digits) VALUES (NEW.no, replace(NEW.e164, '+', ''));
END

CREATE TRIGGER phone_search_delete AFTER DELETE ON phone BEGIN
INSERT INTO phone_search(phone_search, rowid, digits)
VALUES ('delete', OLD.no, replace(OLD.e164, '+', ''));
END

CREATE VIEW client_emails AS SELECT no, email || ' ' || replace(email, '@', ' ') || ' ' ||
replace(replace(replace(replace(email, '@', ' '), '.', ' '), '-', ' '), '_', ' ') AS words
FROM client WHERE email <> ''

CREATE VIRTUAL TABLE email_search USING fts5(words, content='client_emails',
content_rowid='no', tokenize="unicode61 remove_diacritics 0 tokenchars '@.-_'",
prefix='2 3 4 5 6 7', detail=none)

CREATE TRIGGER email_search_insert AFTER INSERT ON client WHEN NEW.email <> '' BEGIN
INSERT INTO email_search(rowid, words) SELECT no, words FROM client_emails WHERE no = NEW.no;
END

CREATE TRIGGER email_search_forget BEFORE UPDATE OF email ON client BEGIN
INSERT INTO email_search(email_search, rowid, words)
SELECT 'delete', no, words FROM client_emails WHERE no = OLD.no;
END

CREATE TRIGGER email_search_learn AFTER UPDATE OF email ON client BEGIN
INSERT INTO email_search(rowid, words) SELECT no, words FROM client_emails WHERE no = NEW.no;
END

CREATE TRIGGER email_search_delete BEFORE DELETE ON client BEGIN
INSERT INTO email_search(email_search, rowid, words)
SELECT 'delete', no, words FROM client_emails WHERE no = OLD.no;
END

CREATE VIEW device_model_words AS SELECT no,
replace(replace(kind || ' ' || brand || ' ' || model, 'ё', 'е'), 'Ё', 'Е') AS words
FROM device_model

CREATE VIRTUAL TABLE model_search USING fts5(words, content='device_model_words',
content_rowid='no', tokenize='unicode61 remove_diacritics 0', prefix='1 2 3', detail=none)

CREATE TRIGGER model_search_insert AFTER INSERT ON device_model BEGIN
INSERT INTO model_search(rowid, words) SELECT no, words FROM device_model_words WHERE no = NEW.no;
END

CREATE TRIGGER device_model_insert AFTER INSERT ON device BEGIN
INSERT INTO device_model(kind, brand, model, uses) VALUES (NEW.kind, NEW.brand, NEW.model, 1)
ON CONFLICT DO UPDATE SET uses = uses + 1;
END

CREATE TRIGGER device_model_update AFTER UPDATE OF kind, brand, model ON device BEGIN
UPDATE device_model SET uses = uses - 1
WHERE kind = OLD.kind AND brand = OLD.brand AND model = OLD.model;
INSERT INTO device_model(kind, brand, model, uses) VALUES (NEW.kind, NEW.brand, NEW.model, 1)
ON CONFLICT DO UPDATE SET uses = uses + 1;
END

CREATE TRIGGER device_tac_insert AFTER INSERT ON device BEGIN
INSERT INTO device_tac(tac, kind, brand, model, uses)
SELECT *, 1 FROM (SELECT substr(imei, 1, 8), NEW.kind, NEW.brand, NEW.model
FROM (SELECT NEW.imei AS imei UNION ALL SELECT NEW.imei2)
WHERE length(imei) = 15 AND imei NOT GLOB '*[^0-9]*' AND NEW.model <> '') WHERE true
ON CONFLICT DO UPDATE SET uses = uses + 1;
END

CREATE TRIGGER device_tac_update
AFTER UPDATE OF kind, brand, model, imei, imei2 ON device BEGIN
UPDATE device_tac SET uses = uses - 1
WHERE (tac, kind, brand, model) IN (SELECT substr(imei, 1, 8), OLD.kind, OLD.brand, OLD.model
FROM (SELECT OLD.imei AS imei UNION ALL SELECT OLD.imei2)
WHERE length(imei) = 15 AND imei NOT GLOB '*[^0-9]*' AND OLD.model <> '');
INSERT INTO device_tac(tac, kind, brand, model, uses)
SELECT *, 1 FROM (SELECT substr(imei, 1, 8), NEW.kind, NEW.brand, NEW.model
FROM (SELECT NEW.imei AS imei UNION ALL SELECT NEW.imei2)
WHERE length(imei) = 15 AND imei NOT GLOB '*[^0-9]*' AND NEW.model <> '') WHERE true
ON CONFLICT DO UPDATE SET uses = uses + 1;
END

CREATE TRIGGER catalogue_model_listed AFTER INSERT ON catalogue_model BEGIN
INSERT INTO device_model(kind, brand, model, listed)
SELECT NEW.kind, NEW.brand, NEW.model, iif(NEW.archived, -1, 1) WHERE NEW.tac = ''
ON CONFLICT DO UPDATE SET listed = excluded.listed;
INSERT INTO device_tac(tac, kind, brand, model, listed)
SELECT NEW.tac, NEW.kind, NEW.brand, NEW.model, iif(NEW.archived, -1, 1) WHERE NEW.tac <> ''
ON CONFLICT DO UPDATE SET listed = excluded.listed;
END

CREATE TRIGGER catalogue_model_relisted AFTER UPDATE OF archived ON catalogue_model BEGIN
INSERT INTO device_model(kind, brand, model, listed)
SELECT NEW.kind, NEW.brand, NEW.model, iif(NEW.archived, -1, 1) WHERE NEW.tac = ''
ON CONFLICT DO UPDATE SET listed = excluded.listed;
INSERT INTO device_tac(tac, kind, brand, model, listed)
SELECT NEW.tac, NEW.kind, NEW.brand, NEW.model, iif(NEW.archived, -1, 1) WHERE NEW.tac <> ''
ON CONFLICT DO UPDATE SET listed = excluded.listed;
END

CREATE TRIGGER model_colour_insert AFTER INSERT ON device WHEN NEW.colour <> '' BEGIN
INSERT INTO model_habit(kind, brand, model, what, value, uses)
VALUES (NEW.kind, NEW.brand, NEW.model, 'colour', NEW.colour, 1)
ON CONFLICT DO UPDATE SET uses = uses + 1;
END

CREATE TRIGGER model_colour_update AFTER UPDATE OF colour ON device WHEN NEW.colour <> '' BEGIN
INSERT INTO model_habit(kind, brand, model, what, value, uses)
VALUES (NEW.kind, NEW.brand, NEW.model, 'colour', NEW.colour, 1)
ON CONFLICT DO UPDATE SET uses = uses + 1;
END

CREATE TRIGGER model_accessory_insert AFTER INSERT ON "order"
WHEN json_valid(NEW.accessory_marks) BEGIN
INSERT INTO model_habit(kind, brand, model, what, value, uses)
SELECT d.kind, d.brand, d.model, 'taken', '', 1 FROM device d WHERE d.id = NEW.device_id
UNION ALL
SELECT d.kind, d.brand, d.model, 'accessory', m.key, 1
FROM device d, json_each(NEW.accessory_marks) m
WHERE d.id = NEW.device_id AND m.value = 'yes'
ON CONFLICT DO UPDATE SET uses = uses + 1;
UPDATE model_habit SET uses = uses / 2
WHERE what IN ('taken', 'accessory') AND (kind, brand, model) = (
SELECT h.kind, h.brand, h.model FROM device d JOIN model_habit h
ON (h.kind, h.brand, h.model, h.what, h.value) = (d.kind, d.brand, d.model, 'taken', '')
WHERE d.id = NEW.device_id AND h.uses >= 40);
END

CREATE TRIGGER fault_use_insert AFTER INSERT ON "order"
WHEN length(NEW.fault) BETWEEN 3 AND 48 AND instr(NEW.fault, char(10)) = 0 BEGIN
INSERT INTO fault_use(kind, fault, uses)
SELECT d.kind, NEW.fault, 1 FROM device d WHERE d.id = NEW.device_id
ON CONFLICT DO UPDATE SET uses = uses + 1;
END

CREATE TRIGGER photo_blob AFTER INSERT ON photo
WHEN NEW.sha256 <> '' AND NOT EXISTS (SELECT 1 FROM blob WHERE sha256 = NEW.sha256) BEGIN
INSERT INTO blob(sha256, state, strikes, absences, wanted, again_ms)
VALUES (NEW.sha256, 'new', 0, 0, 0, 0);
END

CREATE TRIGGER signature_blob AFTER INSERT ON signature
WHEN NEW.image_sha256 <> '' AND NOT EXISTS (SELECT 1 FROM blob WHERE sha256 = NEW.image_sha256) BEGIN
INSERT INTO blob(sha256, state, strikes, absences, wanted, again_ms)
VALUES (NEW.image_sha256, 'new', 0, 0, 0, 0);
END

CREATE TRIGGER order_file_blob AFTER INSERT ON order_file
WHEN NEW.sha256 <> '' AND NOT EXISTS (SELECT 1 FROM blob WHERE sha256 = NEW.sha256) BEGIN
INSERT INTO blob(sha256, state, strikes, absences, wanted, again_ms)
VALUES (NEW.sha256, 'new', 0, 0, 0, 0);
END

CREATE TRIGGER staff_guard_insert BEFORE INSERT ON "staff"
WHEN coalesce((SELECT guard FROM sync), 0) = 0
BEGIN SELECT RAISE(ABORT, 'unrecorded change of staff'); END

CREATE TRIGGER staff_guard_update BEFORE UPDATE OF "active", "badge", "created_at", "id", "name", "pin", "role" ON "staff"
WHEN coalesce((SELECT guard FROM sync), 0) = 0
BEGIN SELECT RAISE(ABORT, 'unrecorded change of staff'); END

CREATE TRIGGER staff_guard_delete BEFORE DELETE ON "staff"
WHEN coalesce((SELECT guard FROM sync), 0) = 0
BEGIN SELECT RAISE(ABORT, 'unrecorded change of staff'); END

CREATE TRIGGER client_guard_insert BEFORE INSERT ON "client"
WHEN coalesce((SELECT guard FROM sync), 0) = 0
BEGIN SELECT RAISE(ABORT, 'unrecorded change of client'); END

CREATE TRIGGER client_guard_update BEFORE UPDATE OF "account", "address", "archived", "bank", "bik", "birthday", "class_reason", "class_until", "client_class", "conflict_level", "conflict_note", "consignee", "contract", "corr_account", "created_at", "director", "discount_bp", "email", "email_confirmed_at", "id", "inn", "kind", "kpp", "language", "name", "note", "ogrn", "source" ON "client"
WHEN coalesce((SELECT guard FROM sync), 0) = 0
BEGIN SELECT RAISE(ABORT, 'unrecorded change of client'); END

CREATE TRIGGER client_guard_delete BEFORE DELETE ON "client"
WHEN coalesce((SELECT guard FROM sync), 0) = 0
BEGIN SELECT RAISE(ABORT, 'unrecorded change of client'); END

CREATE TRIGGER phone_guard_insert BEFORE INSERT ON "phone"
WHEN coalesce((SELECT guard FROM sync), 0) = 0
BEGIN SELECT RAISE(ABORT, 'unrecorded change of phone'); END

CREATE TRIGGER phone_guard_update BEFORE UPDATE OF "archived", "client_id", "confirmed_at", "created_at", "e164", "id", "label" ON "phone"
WHEN coalesce((SELECT guard FROM sync), 0) = 0
BEGIN SELECT RAISE(ABORT, 'unrecorded change of phone'); END

CREATE TRIGGER phone_guard_delete BEFORE DELETE ON "phone"
WHEN coalesce((SELECT guard FROM sync), 0) = 0
BEGIN SELECT RAISE(ABORT, 'unrecorded change of phone'); END

CREATE TRIGGER device_guard_insert BEFORE INSERT ON "device"
WHEN coalesce((SELECT guard FROM sync), 0) = 0
BEGIN SELECT RAISE(ABORT, 'unrecorded change of device'); END

CREATE TRIGGER device_guard_update BEFORE UPDATE OF "brand", "client_id", "colour", "created_at", "id", "imei", "imei2", "kind", "model", "serial" ON "device"
WHEN coalesce((SELECT guard FROM sync), 0) = 0
BEGIN SELECT RAISE(ABORT, 'unrecorded change of device'); END

CREATE TRIGGER device_guard_delete BEFORE DELETE ON "device"
WHEN coalesce((SELECT guard FROM sync), 0) = 0
BEGIN SELECT RAISE(ABORT, 'unrecorded change of device'); END

CREATE TRIGGER order_guard_insert BEFORE INSERT ON "order"
WHEN coalesce((SELECT guard FROM sync), 0) = 0
BEGIN SELECT RAISE(ABORT, 'unrecorded change of order'); END

CREATE TRIGGER order_guard_update BEFORE UPDATE OF "accepted_at", "accepted_by", "accessories", "accessory_marks", "agreed_value_minor", "appearance", "appearance_marks", "article", "bought_on", "claim_number", "client_id", "currency", "data_copy", "device_id", "due_by_client", "estimate_kind", "estimate_minor", "fault", "grade", "id", "limit_minor", "loaner_wanted", "loaner_wanted_on", "note", "number", "outcome", "outcome_note", "promised_at", "repair_kind", "rework_of", "seller", "site_address", "site_from", "site_to", "technician_id", "terms_version", "ticket", "travel_minor", "urgent", "visit_id", "warranty_card", "warranty_until" ON "order"
WHEN coalesce((SELECT guard FROM sync), 0) = 0
BEGIN SELECT RAISE(ABORT, 'unrecorded change of order'); END

CREATE TRIGGER order_guard_delete BEFORE DELETE ON "order"
WHEN coalesce((SELECT guard FROM sync), 0) = 0
BEGIN SELECT RAISE(ABORT, 'unrecorded change of order'); END

CREATE TRIGGER stage_guard_insert BEFORE INSERT ON "stage"
WHEN coalesce((SELECT guard FROM sync), 0) = 0
BEGIN SELECT RAISE(ABORT, 'unrecorded change of stage'); END

CREATE TRIGGER stage_guard_update BEFORE UPDATE OF "at", "by", "comment", "desk", "from_stage", "id", "order_id", "to_stage" ON "stage"
WHEN coalesce((SELECT guard FROM sync), 0) = 0
BEGIN SELECT RAISE(ABORT, 'unrecorded change of stage'); END

CREATE TRIGGER stage_guard_delete BEFORE DELETE ON "stage"
WHEN coalesce((SELECT guard FROM sync), 0) = 0
BEGIN SELECT RAISE(ABORT, 'unrecorded change of stage'); END

CREATE TRIGGER payment_guard_insert BEFORE INSERT ON "payment"
WHEN coalesce((SELECT guard FROM sync), 0) = 0
BEGIN SELECT RAISE(ABORT, 'unrecorded change of payment'); END

CREATE TRIGGER payment_guard_update BEFORE UPDATE OF "at", "by", "currency", "id", "kind", "method", "minor", "note", "order_id", "owed_minor", "registrar", "reverses", "shift_id" ON "payment"
WHEN coalesce((SELECT guard FROM sync), 0) = 0
BEGIN SELECT RAISE(ABORT, 'unrecorded change of payment'); END

CREATE TRIGGER payment_guard_delete BEFORE DELETE ON "payment"
WHEN coalesce((SELECT guard FROM sync), 0) = 0
BEGIN SELECT RAISE(ABORT, 'unrecorded change of payment'); END

CREATE TRIGGER comment_guard_insert BEFORE INSERT ON "comment"
WHEN coalesce((SELECT guard FROM sync), 0) = 0
BEGIN SELECT RAISE(ABORT, 'unrecorded change of comment'); END

CREATE TRIGGER comment_guard_update BEFORE UPDATE OF "at", "by", "id", "order_id", "text" ON "comment"
WHEN coalesce((SELECT guard FROM sync), 0) = 0
BEGIN SELECT RAISE(ABORT, 'unrecorded change of comment'); END

CREATE TRIGGER comment_guard_delete BEFORE DELETE ON "comment"
WHEN coalesce((SELECT guard FROM sync), 0) = 0
BEGIN SELECT RAISE(ABORT, 'unrecorded change of comment'); END

CREATE TRIGGER contact_guard_insert BEFORE INSERT ON "contact"
WHEN coalesce((SELECT guard FROM sync), 0) = 0
BEGIN SELECT RAISE(ABORT, 'unrecorded change of contact'); END

CREATE TRIGGER contact_guard_update BEFORE UPDATE OF "archived", "client_id", "created_at", "email", "id", "name", "phone", "role" ON "contact"
WHEN coalesce((SELECT guard FROM sync), 0) = 0
BEGIN SELECT RAISE(ABORT, 'unrecorded change of contact'); END

CREATE TRIGGER contact_guard_delete BEFORE DELETE ON "contact"
WHEN coalesce((SELECT guard FROM sync), 0) = 0
BEGIN SELECT RAISE(ABORT, 'unrecorded change of contact'); END

CREATE TRIGGER consent_guard_insert BEFORE INSERT ON "consent"
WHEN coalesce((SELECT guard FROM sync), 0) = 0
BEGIN SELECT RAISE(ABORT, 'unrecorded change of consent'); END

CREATE TRIGGER consent_guard_update BEFORE UPDATE OF "action", "at", "by", "channel", "client_id", "evidence", "id", "note", "purpose", "text_sha256", "text_version", "valid_until" ON "consent"
WHEN coalesce((SELECT guard FROM sync), 0) = 0
BEGIN SELECT RAISE(ABORT, 'unrecorded change of consent'); END

CREATE TRIGGER consent_guard_delete BEFORE DELETE ON "consent"
WHEN coalesce((SELECT guard FROM sync), 0) = 0
BEGIN SELECT RAISE(ABORT, 'unrecorded change of consent'); END

CREATE TRIGGER merge_guard_insert BEFORE INSERT ON "merge"
WHEN coalesce((SELECT guard FROM sync), 0) = 0
BEGIN SELECT RAISE(ABORT, 'unrecorded change of merge'); END

CREATE TRIGGER merge_guard_update BEFORE UPDATE OF "at", "by", "client_id", "id", "merged_id", "reason" ON "merge"
WHEN coalesce((SELECT guard FROM sync), 0) = 0
BEGIN SELECT RAISE(ABORT, 'unrecorded change of merge'); END

CREATE TRIGGER merge_guard_delete BEFORE DELETE ON "merge"
WHEN coalesce((SELECT guard FROM sync), 0) = 0
BEGIN SELECT RAISE(ABORT, 'unrecorded change of merge'); END

CREATE TRIGGER unmerge_guard_insert BEFORE INSERT ON "unmerge"
WHEN coalesce((SELECT guard FROM sync), 0) = 0
BEGIN SELECT RAISE(ABORT, 'unrecorded change of unmerge'); END

CREATE TRIGGER unmerge_guard_update BEFORE UPDATE OF "at", "by", "id", "merge_id" ON "unmerge"
WHEN coalesce((SELECT guard FROM sync), 0) = 0
BEGIN SELECT RAISE(ABORT, 'unrecorded change of unmerge'); END

CREATE TRIGGER unmerge_guard_delete BEFORE DELETE ON "unmerge"
WHEN coalesce((SELECT guard FROM sync), 0) = 0
BEGIN SELECT RAISE(ABORT, 'unrecorded change of unmerge'); END

CREATE TRIGGER apart_guard_insert BEFORE INSERT ON "apart"
WHEN coalesce((SELECT guard FROM sync), 0) = 0
BEGIN SELECT RAISE(ABORT, 'unrecorded change of apart'); END

CREATE TRIGGER apart_guard_update BEFORE UPDATE OF "archived", "at", "by", "client_id", "id", "other_id" ON "apart"
WHEN coalesce((SELECT guard FROM sync), 0) = 0
BEGIN SELECT RAISE(ABORT, 'unrecorded change of apart'); END

CREATE TRIGGER apart_guard_delete BEFORE DELETE ON "apart"
WHEN coalesce((SELECT guard FROM sync), 0) = 0
BEGIN SELECT RAISE(ABORT, 'unrecorded change of apart'); END

CREATE TRIGGER signature_guard_insert BEFORE INSERT ON "signature"
WHEN coalesce((SELECT guard FROM sync), 0) = 0
BEGIN SELECT RAISE(ABORT, 'unrecorded change of signature'); END

CREATE TRIGGER signature_guard_update BEFORE UPDATE OF "at", "by", "id", "image_sha256", "language", "order_id", "purpose", "text_sha256", "text_version" ON "signature"
WHEN coalesce((SELECT guard FROM sync), 0) = 0
BEGIN SELECT RAISE(ABORT, 'unrecorded change of signature'); END

CREATE TRIGGER signature_guard_delete BEFORE DELETE ON "signature"
WHEN coalesce((SELECT guard FROM sync), 0) = 0
BEGIN SELECT RAISE(ABORT, 'unrecorded change of signature'); END

CREATE TRIGGER photo_guard_insert BEFORE INSERT ON "photo"
WHEN coalesce((SELECT guard FROM sync), 0) = 0
BEGIN SELECT RAISE(ABORT, 'unrecorded change of photo'); END

CREATE TRIGGER photo_guard_update BEFORE UPDATE OF "at", "by", "caption", "id", "mime", "order_id", "sha256", "size", "thumb" ON "photo"
WHEN coalesce((SELECT guard FROM sync), 0) = 0
BEGIN SELECT RAISE(ABORT, 'unrecorded change of photo'); END

CREATE TRIGGER photo_guard_delete BEFORE DELETE ON "photo"
WHEN coalesce((SELECT guard FROM sync), 0) = 0
BEGIN SELECT RAISE(ABORT, 'unrecorded change of photo'); END

CREATE TRIGGER order_file_guard_insert BEFORE INSERT ON "order_file"
WHEN coalesce((SELECT guard FROM sync), 0) = 0
BEGIN SELECT RAISE(ABORT, 'unrecorded change of order_file'); END

CREATE TRIGGER order_file_guard_update BEFORE UPDATE OF "at", "by", "id", "name", "order_id", "sha256", "size" ON "order_file"
WHEN coalesce((SELECT guard FROM sync), 0) = 0
BEGIN SELECT RAISE(ABORT, 'unrecorded change of order_file'); END

CREATE TRIGGER order_file_guard_delete BEFORE DELETE ON "order_file"
WHEN coalesce((SELECT guard FROM sync), 0) = 0
BEGIN SELECT RAISE(ABORT, 'unrecorded change of order_file'); END

CREATE TRIGGER passcode_guard_insert BEFORE INSERT ON "passcode"
WHEN coalesce((SELECT guard FROM sync), 0) = 0
BEGIN SELECT RAISE(ABORT, 'unrecorded change of passcode'); END

CREATE TRIGGER passcode_guard_update BEFORE UPDATE OF "at", "by", "id", "kind", "order_id", "sealed" ON "passcode"
WHEN coalesce((SELECT guard FROM sync), 0) = 0
BEGIN SELECT RAISE(ABORT, 'unrecorded change of passcode'); END

CREATE TRIGGER passcode_guard_delete BEFORE DELETE ON "passcode"
WHEN coalesce((SELECT guard FROM sync), 0) = 0
BEGIN SELECT RAISE(ABORT, 'unrecorded change of passcode'); END

CREATE TRIGGER passcode_view_guard_insert BEFORE INSERT ON "passcode_view"
WHEN coalesce((SELECT guard FROM sync), 0) = 0
BEGIN SELECT RAISE(ABORT, 'unrecorded change of passcode_view'); END

CREATE TRIGGER passcode_view_guard_update BEFORE UPDATE OF "at", "by", "id", "passcode_id" ON "passcode_view"
WHEN coalesce((SELECT guard FROM sync), 0) = 0
BEGIN SELECT RAISE(ABORT, 'unrecorded change of passcode_view'); END

CREATE TRIGGER passcode_view_guard_delete BEFORE DELETE ON "passcode_view"
WHEN coalesce((SELECT guard FROM sync), 0) = 0
BEGIN SELECT RAISE(ABORT, 'unrecorded change of passcode_view'); END

CREATE TRIGGER discard_guard_insert BEFORE INSERT ON "discard"
WHEN coalesce((SELECT guard FROM sync), 0) = 0
BEGIN SELECT RAISE(ABORT, 'unrecorded change of discard'); END

CREATE TRIGGER discard_guard_update BEFORE UPDATE OF "at", "by", "id", "op_id", "reason", "rec" ON "discard"
WHEN coalesce((SELECT guard FROM sync), 0) = 0
BEGIN SELECT RAISE(ABORT, 'unrecorded change of discard'); END

CREATE TRIGGER discard_guard_delete BEFORE DELETE ON "discard"
WHEN coalesce((SELECT guard FROM sync), 0) = 0
BEGIN SELECT RAISE(ABORT, 'unrecorded change of discard'); END

CREATE TRIGGER preference_guard_insert BEFORE INSERT ON "preference"
WHEN coalesce((SELECT guard FROM sync), 0) = 0
BEGIN SELECT RAISE(ABORT, 'unrecorded change of preference'); END

CREATE TRIGGER preference_guard_update BEFORE UPDATE OF "id", "key", "value" ON "preference"
WHEN coalesce((SELECT guard FROM sync), 0) = 0
BEGIN SELECT RAISE(ABORT, 'unrecorded change of preference'); END

CREATE TRIGGER preference_guard_delete BEFORE DELETE ON "preference"
WHEN coalesce((SELECT guard FROM sync), 0) = 0
BEGIN SELECT RAISE(ABORT, 'unrecorded change of preference'); END

CREATE TRIGGER catalogue_model_guard_insert BEFORE INSERT ON "catalogue_model"
WHEN coalesce((SELECT guard FROM sync), 0) = 0
BEGIN SELECT RAISE(ABORT, 'unrecorded change of catalogue_model'); END

CREATE TRIGGER catalogue_model_guard_update BEFORE UPDATE OF "archived", "brand", "id", "kind", "model", "tac" ON "catalogue_model"
WHEN coalesce((SELECT guard FROM sync), 0) = 0
BEGIN SELECT RAISE(ABORT, 'unrecorded change of catalogue_model'); END

CREATE TRIGGER catalogue_model_guard_delete BEFORE DELETE ON "catalogue_model"
WHEN coalesce((SELECT guard FROM sync), 0) = 0
BEGIN SELECT RAISE(ABORT, 'unrecorded change of catalogue_model'); END

CREATE TRIGGER hint_guard_insert BEFORE INSERT ON "hint"
WHEN coalesce((SELECT guard FROM sync), 0) = 0
BEGIN SELECT RAISE(ABORT, 'unrecorded change of hint'); END

CREATE TRIGGER hint_guard_update BEFORE UPDATE OF "archived", "brand", "created_at", "fault", "id", "kind", "model", "text" ON "hint"
WHEN coalesce((SELECT guard FROM sync), 0) = 0
BEGIN SELECT RAISE(ABORT, 'unrecorded change of hint'); END

CREATE TRIGGER hint_guard_delete BEFORE DELETE ON "hint"
WHEN coalesce((SELECT guard FROM sync), 0) = 0
BEGIN SELECT RAISE(ABORT, 'unrecorded change of hint'); END

CREATE TRIGGER price_item_guard_insert BEFORE INSERT ON "price_item"
WHEN coalesce((SELECT guard FROM sync), 0) = 0
BEGIN SELECT RAISE(ABORT, 'unrecorded change of price_item'); END

CREATE TRIGGER price_item_guard_update BEFORE UPDATE OF "archived", "article", "barcode", "by_serial", "cost_minor", "created_at", "device_kind", "id", "kind", "low", "price_minor", "text", "unit", "warranty_days" ON "price_item"
WHEN coalesce((SELECT guard FROM sync), 0) = 0
BEGIN SELECT RAISE(ABORT, 'unrecorded change of price_item'); END

CREATE TRIGGER price_item_guard_delete BEFORE DELETE ON "price_item"
WHEN coalesce((SELECT guard FROM sync), 0) = 0
BEGIN SELECT RAISE(ABORT, 'unrecorded change of price_item'); END

CREATE TRIGGER line_guard_insert BEFORE INSERT ON "line"
WHEN coalesce((SELECT guard FROM sync), 0) = 0
BEGIN SELECT RAISE(ABORT, 'unrecorded change of line'); END

CREATE TRIGGER line_guard_update BEFORE UPDATE OF "archived", "by", "cost_minor", "created_at", "eta", "id", "item_id", "kind", "order_id", "price_minor", "quantity", "rank", "serial", "state", "technician_id", "text", "warranty_days" ON "line"
WHEN coalesce((SELECT guard FROM sync), 0) = 0
BEGIN SELECT RAISE(ABORT, 'unrecorded change of line'); END

CREATE TRIGGER line_guard_delete BEFORE DELETE ON "line"
WHEN coalesce((SELECT guard FROM sync), 0) = 0
BEGIN SELECT RAISE(ABORT, 'unrecorded change of line'); END

CREATE TRIGGER stock_move_guard_insert BEFORE INSERT ON "stock_move"
WHEN coalesce((SELECT guard FROM sync), 0) = 0
BEGIN SELECT RAISE(ABORT, 'unrecorded change of stock_move'); END

CREATE TRIGGER stock_move_guard_update BEFORE UPDATE OF "at", "by", "cost_minor", "id", "item_id", "kind", "line_id", "note", "order_id", "quantity", "serial" ON "stock_move"
WHEN coalesce((SELECT guard FROM sync), 0) = 0
BEGIN SELECT RAISE(ABORT, 'unrecorded change of stock_move'); END

CREATE TRIGGER stock_move_guard_delete BEFORE DELETE ON "stock_move"
WHEN coalesce((SELECT guard FROM sync), 0) = 0
BEGIN SELECT RAISE(ABORT, 'unrecorded change of stock_move'); END

CREATE TRIGGER finding_guard_insert BEFORE INSERT ON "finding"
WHEN coalesce((SELECT guard FROM sync), 0) = 0
BEGIN SELECT RAISE(ABORT, 'unrecorded change of finding'); END

CREATE TRIGGER finding_guard_update BEFORE UPDATE OF "at", "by", "id", "kind", "order_id", "text" ON "finding"
WHEN coalesce((SELECT guard FROM sync), 0) = 0
BEGIN SELECT RAISE(ABORT, 'unrecorded change of finding'); END

CREATE TRIGGER finding_guard_delete BEFORE DELETE ON "finding"
WHEN coalesce((SELECT guard FROM sync), 0) = 0
BEGIN SELECT RAISE(ABORT, 'unrecorded change of finding'); END

CREATE TRIGGER outside_job_guard_insert BEFORE INSERT ON "outside_job"
WHEN coalesce((SELECT guard FROM sync), 0) = 0
BEGIN SELECT RAISE(ABORT, 'unrecorded change of outside_job'); END

CREATE TRIGGER outside_job_guard_update BEFORE UPDATE OF "act", "at", "by", "cost_minor", "eta", "id", "note", "order_id", "partner", "returned_on" ON "outside_job"
WHEN coalesce((SELECT guard FROM sync), 0) = 0
BEGIN SELECT RAISE(ABORT, 'unrecorded change of outside_job'); END

CREATE TRIGGER outside_job_guard_delete BEFORE DELETE ON "outside_job"
WHEN coalesce((SELECT guard FROM sync), 0) = 0
BEGIN SELECT RAISE(ABORT, 'unrecorded change of outside_job'); END

CREATE TRIGGER estimate_guard_insert BEFORE INSERT ON "estimate"
WHEN coalesce((SELECT guard FROM sync), 0) = 0
BEGIN SELECT RAISE(ABORT, 'unrecorded change of estimate'); END

CREATE TRIGGER estimate_guard_update BEFORE UPDATE OF "at", "by", "currency", "estimate_kind", "id", "lines", "minor", "order_id", "ready_by", "title", "variant", "version" ON "estimate"
WHEN coalesce((SELECT guard FROM sync), 0) = 0
BEGIN SELECT RAISE(ABORT, 'unrecorded change of estimate'); END

CREATE TRIGGER estimate_guard_delete BEFORE DELETE ON "estimate"
WHEN coalesce((SELECT guard FROM sync), 0) = 0
BEGIN SELECT RAISE(ABORT, 'unrecorded change of estimate'); END

CREATE TRIGGER approval_guard_insert BEFORE INSERT ON "approval"
WHEN coalesce((SELECT guard FROM sync), 0) = 0
BEGIN SELECT RAISE(ABORT, 'unrecorded change of approval'); END

CREATE TRIGGER approval_guard_update BEFORE UPDATE OF "agreed", "at", "by", "channel", "currency", "estimate_id", "id", "minor", "notice_id", "order_id", "said_at", "said_by", "text" ON "approval"
WHEN coalesce((SELECT guard FROM sync), 0) = 0
BEGIN SELECT RAISE(ABORT, 'unrecorded change of approval'); END

CREATE TRIGGER approval_guard_delete BEFORE DELETE ON "approval"
WHEN coalesce((SELECT guard FROM sync), 0) = 0
BEGIN SELECT RAISE(ABORT, 'unrecorded change of approval'); END

CREATE TRIGGER notice_guard_insert BEFORE INSERT ON "notice"
WHEN coalesce((SELECT guard FROM sync), 0) = 0
BEGIN SELECT RAISE(ABORT, 'unrecorded change of notice'); END

CREATE TRIGGER notice_guard_update BEFORE UPDATE OF "at", "before", "by", "cause", "channel", "id", "kind", "order_id", "proof", "said_at", "text", "until" ON "notice"
WHEN coalesce((SELECT guard FROM sync), 0) = 0
BEGIN SELECT RAISE(ABORT, 'unrecorded change of notice'); END

CREATE TRIGGER notice_guard_delete BEFORE DELETE ON "notice"
WHEN coalesce((SELECT guard FROM sync), 0) = 0
BEGIN SELECT RAISE(ABORT, 'unrecorded change of notice'); END

CREATE TRIGGER checkup_guard_insert BEFORE INSERT ON "checkup"
WHEN coalesce((SELECT guard FROM sync), 0) = 0
BEGIN SELECT RAISE(ABORT, 'unrecorded change of checkup'); END

CREATE TRIGGER checkup_guard_update BEFORE UPDATE OF "at", "by", "id", "kind", "marks", "note", "order_id" ON "checkup"
WHEN coalesce((SELECT guard FROM sync), 0) = 0
BEGIN SELECT RAISE(ABORT, 'unrecorded change of checkup'); END

CREATE TRIGGER checkup_guard_delete BEFORE DELETE ON "checkup"
WHEN coalesce((SELECT guard FROM sync), 0) = 0
BEGIN SELECT RAISE(ABORT, 'unrecorded change of checkup'); END

CREATE TRIGGER handover_guard_insert BEFORE INSERT ON "handover"
WHEN coalesce((SELECT guard FROM sync), 0) = 0
BEGIN SELECT RAISE(ABORT, 'unrecorded change of handover'); END

CREATE TRIGGER handover_guard_update BEFORE UPDATE OF "accessories", "allowed_by", "at", "by", "currency", "debt_minor", "id", "known_by", "name", "old_parts", "order_id", "proxy", "remarks", "to_whom" ON "handover"
WHEN coalesce((SELECT guard FROM sync), 0) = 0
BEGIN SELECT RAISE(ABORT, 'unrecorded change of handover'); END

CREATE TRIGGER handover_guard_delete BEFORE DELETE ON "handover"
WHEN coalesce((SELECT guard FROM sync), 0) = 0
BEGIN SELECT RAISE(ABORT, 'unrecorded change of handover'); END

CREATE TRIGGER loaner_guard_insert BEFORE INSERT ON "loaner"
WHEN coalesce((SELECT guard FROM sync), 0) = 0
BEGIN SELECT RAISE(ABORT, 'unrecorded change of loaner'); END

CREATE TRIGGER loaner_guard_update BEFORE UPDATE OF "accessories", "agreed_value_minor", "appearance", "archived", "brand", "created_at", "id", "imei", "kind", "model", "serial" ON "loaner"
WHEN coalesce((SELECT guard FROM sync), 0) = 0
BEGIN SELECT RAISE(ABORT, 'unrecorded change of loaner'); END

CREATE TRIGGER loaner_guard_delete BEFORE DELETE ON "loaner"
WHEN coalesce((SELECT guard FROM sync), 0) = 0
BEGIN SELECT RAISE(ABORT, 'unrecorded change of loaner'); END

CREATE TRIGGER loan_guard_insert BEFORE INSERT ON "loan"
WHEN coalesce((SELECT guard FROM sync), 0) = 0
BEGIN SELECT RAISE(ABORT, 'unrecorded change of loan'); END

CREATE TRIGGER loan_guard_update BEFORE UPDATE OF "accessories", "appearance", "at", "by", "currency", "deposit_minor", "due_on", "id", "loaner_id", "order_id" ON "loan"
WHEN coalesce((SELECT guard FROM sync), 0) = 0
BEGIN SELECT RAISE(ABORT, 'unrecorded change of loan'); END

CREATE TRIGGER loan_guard_delete BEFORE DELETE ON "loan"
WHEN coalesce((SELECT guard FROM sync), 0) = 0
BEGIN SELECT RAISE(ABORT, 'unrecorded change of loan'); END

CREATE TRIGGER loan_return_guard_insert BEFORE INSERT ON "loan_return"
WHEN coalesce((SELECT guard FROM sync), 0) = 0
BEGIN SELECT RAISE(ABORT, 'unrecorded change of loan_return'); END

CREATE TRIGGER loan_return_guard_update BEFORE UPDATE OF "appearance", "at", "by", "id", "loan_id", "note", "wiped" ON "loan_return"
WHEN coalesce((SELECT guard FROM sync), 0) = 0
BEGIN SELECT RAISE(ABORT, 'unrecorded change of loan_return'); END

CREATE TRIGGER loan_return_guard_delete BEFORE DELETE ON "loan_return"
WHEN coalesce((SELECT guard FROM sync), 0) = 0
BEGIN SELECT RAISE(ABORT, 'unrecorded change of loan_return'); END

CREATE TRIGGER cash_box_guard_insert BEFORE INSERT ON "cash_box"
WHEN coalesce((SELECT guard FROM sync), 0) = 0
BEGIN SELECT RAISE(ABORT, 'unrecorded change of cash_box'); END

CREATE TRIGGER cash_box_guard_update BEFORE UPDATE OF "archived", "created_at", "id", "name" ON "cash_box"
WHEN coalesce((SELECT guard FROM sync), 0) = 0
BEGIN SELECT RAISE(ABORT, 'unrecorded change of cash_box'); END

CREATE TRIGGER cash_box_guard_delete BEFORE DELETE ON "cash_box"
WHEN coalesce((SELECT guard FROM sync), 0) = 0
BEGIN SELECT RAISE(ABORT, 'unrecorded change of cash_box'); END

CREATE TRIGGER shift_guard_insert BEFORE INSERT ON "shift"
WHEN coalesce((SELECT guard FROM sync), 0) = 0
BEGIN SELECT RAISE(ABORT, 'unrecorded change of shift'); END

CREATE TRIGGER shift_guard_update BEFORE UPDATE OF "at", "box_id", "by", "currency", "float_minor", "id" ON "shift"
WHEN coalesce((SELECT guard FROM sync), 0) = 0
BEGIN SELECT RAISE(ABORT, 'unrecorded change of shift'); END

CREATE TRIGGER shift_guard_delete BEFORE DELETE ON "shift"
WHEN coalesce((SELECT guard FROM sync), 0) = 0
BEGIN SELECT RAISE(ABORT, 'unrecorded change of shift'); END

CREATE TRIGGER shift_close_guard_insert BEFORE INSERT ON "shift_close"
WHEN coalesce((SELECT guard FROM sync), 0) = 0
BEGIN SELECT RAISE(ABORT, 'unrecorded change of shift_close'); END

CREATE TRIGGER shift_close_guard_update BEFORE UPDATE OF "at", "by", "counted_minor", "expected_minor", "id", "reason", "report", "shift_id" ON "shift_close"
WHEN coalesce((SELECT guard FROM sync), 0) = 0
BEGIN SELECT RAISE(ABORT, 'unrecorded change of shift_close'); END

CREATE TRIGGER shift_close_guard_delete BEFORE DELETE ON "shift_close"
WHEN coalesce((SELECT guard FROM sync), 0) = 0
BEGIN SELECT RAISE(ABORT, 'unrecorded change of shift_close'); END

CREATE TRIGGER cash_move_guard_insert BEFORE INSERT ON "cash_move"
WHEN coalesce((SELECT guard FROM sync), 0) = 0
BEGIN SELECT RAISE(ABORT, 'unrecorded change of cash_move'); END

CREATE TRIGGER cash_move_guard_update BEFORE UPDATE OF "at", "by", "currency", "id", "kind", "minor", "reason", "reverses", "shift_id" ON "cash_move"
WHEN coalesce((SELECT guard FROM sync), 0) = 0
BEGIN SELECT RAISE(ABORT, 'unrecorded change of cash_move'); END

CREATE TRIGGER cash_move_guard_delete BEFORE DELETE ON "cash_move"
WHEN coalesce((SELECT guard FROM sync), 0) = 0
BEGIN SELECT RAISE(ABORT, 'unrecorded change of cash_move'); END

CREATE TRIGGER cheque_guard_insert BEFORE INSERT ON "cheque"
WHEN coalesce((SELECT guard FROM sync), 0) = 0
BEGIN SELECT RAISE(ABORT, 'unrecorded change of cheque'); END

CREATE TRIGGER cheque_guard_update BEFORE UPDATE OF "at", "by", "fd", "fn", "fp", "id", "minor", "payment_id", "printed_at", "registrar" ON "cheque"
WHEN coalesce((SELECT guard FROM sync), 0) = 0
BEGIN SELECT RAISE(ABORT, 'unrecorded change of cheque'); END

CREATE TRIGGER cheque_guard_delete BEFORE DELETE ON "cheque"
WHEN coalesce((SELECT guard FROM sync), 0) = 0
BEGIN SELECT RAISE(ABORT, 'unrecorded change of cheque'); END

CREATE TRIGGER place_guard_insert BEFORE INSERT ON "place"
WHEN coalesce((SELECT guard FROM sync), 0) = 0
BEGIN SELECT RAISE(ABORT, 'unrecorded change of place'); END

CREATE TRIGGER place_guard_update BEFORE UPDATE OF "archived", "barcode", "created_at", "id", "kind", "name", "parent_id" ON "place"
WHEN coalesce((SELECT guard FROM sync), 0) = 0
BEGIN SELECT RAISE(ABORT, 'unrecorded change of place'); END

CREATE TRIGGER place_guard_delete BEFORE DELETE ON "place"
WHEN coalesce((SELECT guard FROM sync), 0) = 0
BEGIN SELECT RAISE(ABORT, 'unrecorded change of place'); END

CREATE TRIGGER placement_guard_insert BEFORE INSERT ON "placement"
WHEN coalesce((SELECT guard FROM sync), 0) = 0
BEGIN SELECT RAISE(ABORT, 'unrecorded change of placement'); END

CREATE TRIGGER placement_guard_update BEFORE UPDATE OF "at", "by", "id", "order_id", "place_id" ON "placement"
WHEN coalesce((SELECT guard FROM sync), 0) = 0
BEGIN SELECT RAISE(ABORT, 'unrecorded change of placement'); END

CREATE TRIGGER placement_guard_delete BEFORE DELETE ON "placement"
WHEN coalesce((SELECT guard FROM sync), 0) = 0
BEGIN SELECT RAISE(ABORT, 'unrecorded change of placement'); END

CREATE TRIGGER stocktaking_guard_insert BEFORE INSERT ON "stocktaking"
WHEN coalesce((SELECT guard FROM sync), 0) = 0
BEGIN SELECT RAISE(ABORT, 'unrecorded change of stocktaking'); END

CREATE TRIGGER stocktaking_guard_update BEFORE UPDATE OF "at", "by", "found", "id", "missing", "place_id", "stray" ON "stocktaking"
WHEN coalesce((SELECT guard FROM sync), 0) = 0
BEGIN SELECT RAISE(ABORT, 'unrecorded change of stocktaking'); END

CREATE TRIGGER stocktaking_guard_delete BEFORE DELETE ON "stocktaking"
WHEN coalesce((SELECT guard FROM sync), 0) = 0
BEGIN SELECT RAISE(ABORT, 'unrecorded change of stocktaking'); END

CREATE TRIGGER task_guard_insert BEFORE INSERT ON "task"
WHEN coalesce((SELECT guard FROM sync), 0) = 0
BEGIN SELECT RAISE(ABORT, 'unrecorded change of task'); END

CREATE TRIGGER task_guard_update BEFORE UPDATE OF "at", "by", "client_id", "done_at", "done_by", "due_at", "for_id", "id", "kind", "order_id", "text" ON "task"
WHEN coalesce((SELECT guard FROM sync), 0) = 0
BEGIN SELECT RAISE(ABORT, 'unrecorded change of task'); END

CREATE TRIGGER task_guard_delete BEFORE DELETE ON "task"
WHEN coalesce((SELECT guard FROM sync), 0) = 0
BEGIN SELECT RAISE(ABORT, 'unrecorded change of task'); END

CREATE TRIGGER skip_guard_insert BEFORE INSERT ON "skip"
WHEN coalesce((SELECT guard FROM sync), 0) = 0
BEGIN SELECT RAISE(ABORT, 'unrecorded change of skip'); END

CREATE TRIGGER skip_guard_update BEFORE UPDATE OF "at", "by", "id", "note", "order_id", "reason" ON "skip"
WHEN coalesce((SELECT guard FROM sync), 0) = 0
BEGIN SELECT RAISE(ABORT, 'unrecorded change of skip'); END

CREATE TRIGGER skip_guard_delete BEFORE DELETE ON "skip"
WHEN coalesce((SELECT guard FROM sync), 0) = 0
BEGIN SELECT RAISE(ABORT, 'unrecorded change of skip'); END
