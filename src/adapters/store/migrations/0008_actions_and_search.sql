-- French words without their accents: « réunion », « reunion » and « réunions » are found by each other. `unaccent` is a trusted
-- extension: the owner of the database may create it (on Azure it must be in azure.extensions first).
CREATE EXTENSION IF NOT EXISTS unaccent;
--> statement-breakpoint
CREATE TEXT SEARCH CONFIGURATION gouverne_french (COPY = french);
--> statement-breakpoint
ALTER TEXT SEARCH CONFIGURATION gouverne_french ALTER MAPPING FOR hword, hword_part, word WITH unaccent, french_stem;
--> statement-breakpoint
CREATE TABLE "action" (
	"tenant_id" text NOT NULL,
	"id" text NOT NULL,
	"committee_id" text NOT NULL,
	"title" text NOT NULL,
	"detail" text,
	"owner_kind" text,
	"owner_id" text,
	"due" text NOT NULL,
	"state" text NOT NULL,
	"blocked" text,
	"outcome" text,
	"priority" text NOT NULL,
	"meeting_id" text,
	"item" text,
	"decision_id" text,
	"project_id" text,
	"risk_id" text,
	"message" jsonb,
	"in_camera" boolean NOT NULL,
	"origin" text NOT NULL,
	"postponements" jsonb NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"created_by" text,
	"closed_at" timestamp (3) with time zone,
	"changed_at" timestamp (3) with time zone NOT NULL,
	"version" integer NOT NULL,
	CONSTRAINT "action_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "action_state" CHECK ("action"."state" in ('todo', 'in-progress', 'blocked', 'done', 'cancelled')),
	CONSTRAINT "action_priority" CHECK ("action"."priority" in ('urgent', 'important', 'medium', 'low')),
	CONSTRAINT "action_owner_kind" CHECK ("action"."owner_kind" in ('person', 'seat')),
	CONSTRAINT "action_owned" CHECK (("action"."owner_kind" is null) = ("action"."owner_id" is null)),
	CONSTRAINT "action_blocked" CHECK (("action"."state" = 'blocked') = ("action"."blocked" is not null)),
	CONSTRAINT "action_closed" CHECK (("action"."state" in ('done', 'cancelled')) = ("action"."closed_at" is not null))
);
--> statement-breakpoint
CREATE TABLE "number_series" (
	"tenant_id" text NOT NULL,
	"series" text NOT NULL,
	"last" integer NOT NULL,
	CONSTRAINT "number_series_tenant_id_series_pk" PRIMARY KEY("tenant_id","series")
);
--> statement-breakpoint
CREATE TABLE "saved_view" (
	"tenant_id" text NOT NULL,
	"person_id" text NOT NULL,
	"views" jsonb NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "saved_view_tenant_id_person_id_pk" PRIMARY KEY("tenant_id","person_id")
);
--> statement-breakpoint
CREATE TABLE "search_document" (
	"tenant_id" text NOT NULL,
	"kind" text NOT NULL,
	"id" text NOT NULL,
	"committee_id" text NOT NULL,
	"in_camera" boolean NOT NULL,
	"title" text NOT NULL,
	"body" text NOT NULL,
	"day" text NOT NULL,
	"state" text NOT NULL,
	"words" tsvector GENERATED ALWAYS AS (setweight(to_tsvector('gouverne_french', coalesce(id, '') || ' ' || title), 'A') || setweight(to_tsvector('gouverne_french', body), 'B')) STORED,
	CONSTRAINT "search_document_tenant_id_kind_id_pk" PRIMARY KEY("tenant_id","kind","id"),
	CONSTRAINT "search_document_kind" CHECK ("search_document"."kind" in ('action', 'decision', 'meeting'))
);
--> statement-breakpoint
CREATE INDEX "action_open" ON "action" USING btree ("tenant_id","due","id") WHERE state in ('todo', 'in-progress', 'blocked');--> statement-breakpoint
CREATE INDEX "action_open_committee" ON "action" USING btree ("tenant_id","committee_id","due","id") WHERE state in ('todo', 'in-progress', 'blocked');--> statement-breakpoint
CREATE INDEX "action_open_owner" ON "action" USING btree ("tenant_id","owner_id","due","id") WHERE state in ('todo', 'in-progress', 'blocked');--> statement-breakpoint
CREATE INDEX "action_due" ON "action" USING btree ("tenant_id","due","id");--> statement-breakpoint
CREATE INDEX "action_committee" ON "action" USING btree ("tenant_id","committee_id","due","id");--> statement-breakpoint
CREATE INDEX "action_owner" ON "action" USING btree ("tenant_id","owner_id","due","id");--> statement-breakpoint
CREATE INDEX "action_closed" ON "action" USING btree ("tenant_id","committee_id","closed_at") WHERE closed_at is not null;--> statement-breakpoint
CREATE INDEX "action_decision" ON "action" USING btree ("tenant_id","decision_id") WHERE decision_id is not null;--> statement-breakpoint
CREATE INDEX "action_project" ON "action" USING btree ("tenant_id","project_id") WHERE project_id is not null;--> statement-breakpoint
CREATE INDEX "search_document_words" ON "search_document" USING gin ("words");--> statement-breakpoint
CREATE INDEX "search_document_newest" ON "search_document" USING btree ("tenant_id","day" DESC NULLS FIRST,"kind","id");--> statement-breakpoint
-- The meetings that stand already; from now on each is written with its meeting.
INSERT INTO "search_document" ("tenant_id", "kind", "id", "committee_id", "in_camera", "title", "body", "day", "state")
SELECT "tenant_id", 'meeting', "id", "committee_id", false, coalesce("title", ''), 'séance ' || "committee_id" || ' ' || left("start", 10) || coalesce(E'\n' || "reason", ''), left("start", 10), CASE WHEN jsonb_array_length("jointly") > 0 THEN 'joint' ELSE "kind" END
FROM "meeting";
