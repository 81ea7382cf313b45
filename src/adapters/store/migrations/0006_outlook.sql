CREATE TABLE "calendar_event" (
	"tenant_id" text NOT NULL,
	"meeting_id" text NOT NULL,
	"organizer" text,
	"generation" integer NOT NULL,
	"state" text NOT NULL,
	"event_id" text,
	"seen" jsonb,
	"said" jsonb,
	"day" text NOT NULL,
	"join_url" text,
	"web_link" text,
	"problem" text,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "calendar_event_tenant_id_meeting_id_pk" PRIMARY KEY("tenant_id","meeting_id"),
	CONSTRAINT "calendar_event_state" CHECK ("calendar_event"."state" in ('asked', 'there', 'over'))
);
--> statement-breakpoint
CREATE TABLE "mailbox_watch" (
	"tenant_id" text NOT NULL,
	"organizer" text NOT NULL,
	"subscription_id" text,
	"state_hash" text,
	"since" timestamp (3) with time zone NOT NULL,
	"expires_at" timestamp (3) with time zone,
	"delta_link" text,
	"window_until" text,
	"read_at" timestamp (3) with time zone,
	"stale_at" timestamp (3) with time zone,
	"renew" boolean DEFAULT false NOT NULL,
	CONSTRAINT "mailbox_watch_tenant_id_organizer_pk" PRIMARY KEY("tenant_id","organizer")
);
--> statement-breakpoint
CREATE INDEX "calendar_event_id" ON "calendar_event" USING btree ("tenant_id","organizer","event_id");--> statement-breakpoint
CREATE INDEX "calendar_event_day" ON "calendar_event" USING btree ("tenant_id","state","day");--> statement-breakpoint
CREATE INDEX "mailbox_watch_subscription" ON "mailbox_watch" USING btree ("tenant_id","subscription_id");