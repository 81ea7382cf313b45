CREATE TABLE "calendar_feed" (
	"tenant_id" text NOT NULL,
	"person_id" text NOT NULL,
	"secret_hash" text NOT NULL,
	"made_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "calendar_feed_tenant_id_person_id_pk" PRIMARY KEY("tenant_id","person_id")
);
--> statement-breakpoint
CREATE TABLE "meeting_told" (
	"tenant_id" text NOT NULL,
	"meeting_id" text NOT NULL,
	"revision" integer NOT NULL,
	"notice" jsonb NOT NULL,
	"channels" jsonb NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "meeting_told_tenant_id_meeting_id_pk" PRIMARY KEY("tenant_id","meeting_id")
);
--> statement-breakpoint
CREATE TABLE "reminder_choice" (
	"tenant_id" text NOT NULL,
	"person_id" text NOT NULL,
	"before" jsonb NOT NULL,
	"quiet_from" text,
	"quiet_until" text,
	"updated_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "reminder_choice_tenant_id_person_id_pk" PRIMARY KEY("tenant_id","person_id")
);
--> statement-breakpoint
CREATE UNIQUE INDEX "calendar_feed_secret" ON "calendar_feed" USING btree ("tenant_id","secret_hash");