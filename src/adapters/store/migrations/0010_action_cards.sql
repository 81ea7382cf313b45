CREATE TABLE "action_card" (
	"tenant_id" text NOT NULL,
	"message_id" text NOT NULL,
	"recipient" text NOT NULL,
	"action_id" text NOT NULL,
	"destination" jsonb NOT NULL,
	"told_as" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "action_card_tenant_id_message_id_recipient_action_id_pk" PRIMARY KEY("tenant_id","message_id","recipient","action_id")
);
--> statement-breakpoint
CREATE INDEX "action_card_action" ON "action_card" USING btree ("tenant_id","action_id");--> statement-breakpoint
CREATE INDEX "action_card_at" ON "action_card" USING btree ("tenant_id","at");