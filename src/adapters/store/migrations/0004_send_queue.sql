CREATE TABLE "app_for_person" (
	"tenant_id" text NOT NULL,
	"entra_id" text NOT NULL,
	"state" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "app_for_person_tenant_id_entra_id_pk" PRIMARY KEY("tenant_id","entra_id"),
	CONSTRAINT "app_for_person_state" CHECK ("app_for_person"."state" in ('installed', 'left'))
);
--> statement-breakpoint
CREATE TABLE "outgoing" (
	"tenant_id" text NOT NULL,
	"act" text NOT NULL,
	"message_id" text NOT NULL,
	"recipient" text NOT NULL,
	"destination" jsonb NOT NULL,
	"card" jsonb NOT NULL,
	"urgency" smallint NOT NULL,
	"due_at" timestamp (3) with time zone NOT NULL,
	"not_after" timestamp (3) with time zone NOT NULL,
	"follow_up" jsonb,
	"attempts" integer DEFAULT 0 NOT NULL,
	"revision" integer DEFAULT 1 NOT NULL,
	"holder" text,
	CONSTRAINT "outgoing_tenant_id_message_id_recipient_act_pk" PRIMARY KEY("tenant_id","message_id","recipient","act"),
	CONSTRAINT "outgoing_act" CHECK ("outgoing"."act" in ('send', 'edit'))
);
--> statement-breakpoint
CREATE TABLE "send_lane" (
	"tenant_id" text NOT NULL,
	"lane" text NOT NULL,
	"holder" text,
	"until" timestamp (3) with time zone NOT NULL,
	"next_at" timestamp (3) with time zone NOT NULL,
	"answered" jsonb NOT NULL,
	CONSTRAINT "send_lane_tenant_id_lane_pk" PRIMARY KEY("tenant_id","lane")
);
--> statement-breakpoint
CREATE TABLE "sender" (
	"tenant_id" text NOT NULL,
	"holder" text NOT NULL,
	"share" integer NOT NULL,
	"until" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "sender_tenant_id_holder_pk" PRIMARY KEY("tenant_id","holder")
);
--> statement-breakpoint
CREATE INDEX "outgoing_next" ON "outgoing" USING btree ("tenant_id","urgency","due_at");--> statement-breakpoint
CREATE INDEX "send_lane_idle" ON "send_lane" USING btree ("tenant_id","next_at");