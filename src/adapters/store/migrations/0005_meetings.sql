CREATE TABLE "adapted_cadence" (
	"tenant_id" text NOT NULL,
	"committee_id" text NOT NULL,
	"from_day" text NOT NULL,
	"rule" text NOT NULL,
	"start" text NOT NULL,
	"minutes" integer NOT NULL,
	CONSTRAINT "adapted_cadence_tenant_id_committee_id_from_day_pk" PRIMARY KEY("tenant_id","committee_id","from_day")
);
--> statement-breakpoint
CREATE TABLE "attendance" (
	"tenant_id" text NOT NULL,
	"meeting_id" text NOT NULL,
	"person_id" text NOT NULL,
	"answer" text NOT NULL,
	"alternate_id" text,
	"answered_from" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "attendance_tenant_id_meeting_id_person_id_pk" PRIMARY KEY("tenant_id","meeting_id","person_id"),
	CONSTRAINT "attendance_answer" CHECK ("attendance"."answer" in ('present', 'alternate', 'absent', 'tentative')),
	CONSTRAINT "attendance_answered_from" CHECK ("attendance"."answered_from" in ('card', 'tab', 'outlook'))
);
--> statement-breakpoint
CREATE TABLE "meeting" (
	"tenant_id" text NOT NULL,
	"id" text NOT NULL,
	"committee_id" text NOT NULL,
	"kind" text NOT NULL,
	"jointly" jsonb NOT NULL,
	"slot" text,
	"start" text NOT NULL,
	"minutes" integer NOT NULL,
	"zone" text NOT NULL,
	"state" text NOT NULL,
	"title" text,
	"reason" text,
	"guests" jsonb NOT NULL,
	"version" integer NOT NULL,
	"notice" jsonb,
	CONSTRAINT "meeting_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "meeting_kind" CHECK ("meeting"."kind" in ('regular', 'special')),
	CONSTRAINT "meeting_state" CHECK ("meeting"."state" in ('planned', 'convened', 'cancelled'))
);
--> statement-breakpoint
ALTER TABLE "attendance" ADD CONSTRAINT "attendance_meeting" FOREIGN KEY ("tenant_id","meeting_id") REFERENCES "public"."meeting"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "meeting_committee" ON "meeting" USING btree ("tenant_id","committee_id","start");--> statement-breakpoint
CREATE INDEX "meeting_start" ON "meeting" USING btree ("tenant_id","start");