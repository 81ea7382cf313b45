CREATE TABLE "conversation_reference" (
	"tenant_id" text NOT NULL,
	"key" text NOT NULL,
	"kind" text NOT NULL,
	"state" text NOT NULL,
	"conversation_id" text NOT NULL,
	"service_url" text NOT NULL,
	"entra_id" text,
	"team_id" text,
	"channel_id" text,
	"locale" text,
	"reference" jsonb NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "conversation_reference_tenant_id_key_pk" PRIMARY KEY("tenant_id","key"),
	CONSTRAINT "conversation_reference_state" CHECK ("conversation_reference"."state" in ('active', 'blocked', 'removed'))
);
--> statement-breakpoint
CREATE TABLE "message_ledger" (
	"tenant_id" text NOT NULL,
	"message_id" text NOT NULL,
	"recipient" text NOT NULL,
	"state" text NOT NULL,
	"activity_id" text,
	"conversation_id" text,
	"attempts" integer DEFAULT 0 NOT NULL,
	"reason" jsonb,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "message_ledger_tenant_id_message_id_recipient_pk" PRIMARY KEY("tenant_id","message_id","recipient"),
	CONSTRAINT "message_ledger_state" CHECK ("message_ledger"."state" in ('intended', 'sent', 'failed', 'unknown'))
);
--> statement-breakpoint
CREATE TABLE "charter_version" (
	"tenant_id" text NOT NULL,
	"version" integer NOT NULL,
	"source" text NOT NULL,
	"sha256" text NOT NULL,
	"text" text NOT NULL,
	"parsed" jsonb NOT NULL,
	"in_force" boolean NOT NULL,
	"loaded_by" text,
	"loaded_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "charter_version_tenant_id_version_pk" PRIMARY KEY("tenant_id","version")
);
--> statement-breakpoint
CREATE TABLE "account" (
	"tenant_id" text NOT NULL,
	"person_id" text NOT NULL,
	"state" text NOT NULL,
	"entra_id" text,
	"checked_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "account_tenant_id_person_id_pk" PRIMARY KEY("tenant_id","person_id"),
	CONSTRAINT "account_state" CHECK ("account"."state" in ('known', 'unknown', 'disabled'))
);
--> statement-breakpoint
CREATE TABLE "adoption" (
	"tenant_id" text NOT NULL,
	"id" text NOT NULL,
	"what" jsonb NOT NULL,
	"adopted_by" text NOT NULL,
	"adopted_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "adoption_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
CREATE TABLE "journal_entry" (
	"tenant_id" text NOT NULL,
	"chain" text NOT NULL,
	"seq" bigint NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"by_kind" text NOT NULL,
	"by_id" text,
	"act" text NOT NULL,
	"facts" jsonb NOT NULL,
	"before" jsonb,
	"after" jsonb,
	"previous" text NOT NULL,
	"hash" text NOT NULL,
	CONSTRAINT "journal_entry_tenant_id_chain_seq_pk" PRIMARY KEY("tenant_id","chain","seq")
);
--> statement-breakpoint
CREATE TABLE "journal_head" (
	"tenant_id" text NOT NULL,
	"chain" text NOT NULL,
	"seq" bigint NOT NULL,
	"hash" text NOT NULL,
	CONSTRAINT "journal_head_tenant_id_chain_pk" PRIMARY KEY("tenant_id","chain")
);
--> statement-breakpoint
CREATE TABLE "lease" (
	"tenant_id" text NOT NULL,
	"name" text NOT NULL,
	"holder" text NOT NULL,
	"until" timestamp (3) with time zone NOT NULL,
	"token" bigint NOT NULL,
	CONSTRAINT "lease_tenant_id_name_pk" PRIMARY KEY("tenant_id","name")
);
--> statement-breakpoint
CREATE TABLE "preference" (
	"tenant_id" text NOT NULL,
	"subject" text NOT NULL,
	"language" text NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "preference_tenant_id_subject_pk" PRIMARY KEY("tenant_id","subject"),
	CONSTRAINT "preference_language" CHECK ("preference"."language" in ('fr-CA', 'en-CA'))
);
--> statement-breakpoint
CREATE TABLE "provisioning_run" (
	"tenant_id" text NOT NULL,
	"id" text NOT NULL,
	"state" text NOT NULL,
	"started_by" text,
	"charter_version" integer NOT NULL,
	"started_at" timestamp (3) with time zone NOT NULL,
	"finished_at" timestamp (3) with time zone,
	"counts" jsonb,
	"plan" jsonb,
	CONSTRAINT "provisioning_run_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "provisioning_run_state" CHECK ("provisioning_run"."state" in ('queued', 'running', 'done', 'partial', 'failed'))
);
--> statement-breakpoint
CREATE TABLE "provisioning_step" (
	"tenant_id" text NOT NULL,
	"run_id" text NOT NULL,
	"step_id" text NOT NULL,
	"ordinal" integer NOT NULL,
	"team_key" text NOT NULL,
	"committee_id" text,
	"kind" text NOT NULL,
	"target" text NOT NULL,
	"state" text NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"reason" jsonb,
	"retry_at" timestamp (3) with time zone,
	"started_at" timestamp (3) with time zone,
	"finished_at" timestamp (3) with time zone,
	"result" jsonb,
	CONSTRAINT "provisioning_step_tenant_id_run_id_step_id_pk" PRIMARY KEY("tenant_id","run_id","step_id"),
	CONSTRAINT "provisioning_step_state" CHECK ("provisioning_step"."state" in ('todo', 'running', 'done', 'failed', 'retry', 'blocked'))
);
--> statement-breakpoint
CREATE TABLE "workspace_resource" (
	"tenant_id" text NOT NULL,
	"kind" text NOT NULL,
	"key" text NOT NULL,
	"graph_id" text,
	"parent_graph_id" text,
	"name" text NOT NULL,
	"state" text NOT NULL,
	"intended_at" timestamp (3) with time zone,
	"details" jsonb,
	"updated_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "workspace_resource_tenant_id_kind_key_pk" PRIMARY KEY("tenant_id","kind","key"),
	CONSTRAINT "workspace_resource_kind" CHECK ("workspace_resource"."kind" in ('team', 'channel', 'tab', 'installation', 'member-sync')),
	CONSTRAINT "workspace_resource_state" CHECK ("workspace_resource"."state" in ('intended', 'present', 'gone'))
);
--> statement-breakpoint
ALTER TABLE "provisioning_step" ADD CONSTRAINT "provisioning_step_run" FOREIGN KEY ("tenant_id","run_id") REFERENCES "public"."provisioning_run"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "conversation_reference_person" ON "conversation_reference" USING btree ("tenant_id","entra_id");--> statement-breakpoint
CREATE INDEX "conversation_reference_channel" ON "conversation_reference" USING btree ("tenant_id","channel_id");--> statement-breakpoint
CREATE INDEX "conversation_reference_team" ON "conversation_reference" USING btree ("tenant_id","team_id");--> statement-breakpoint
CREATE INDEX "message_ledger_state" ON "message_ledger" USING btree ("tenant_id","state","at");--> statement-breakpoint
CREATE UNIQUE INDEX "charter_version_in_force" ON "charter_version" USING btree ("tenant_id") WHERE "charter_version"."in_force";--> statement-breakpoint
CREATE INDEX "account_entra" ON "account" USING btree ("tenant_id","entra_id");--> statement-breakpoint
CREATE INDEX "journal_entry_newest" ON "journal_entry" USING btree ("tenant_id","at" DESC NULLS FIRST,"chain","seq" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "provisioning_run_newest" ON "provisioning_run" USING btree ("tenant_id","started_at" DESC NULLS FIRST);--> statement-breakpoint
CREATE UNIQUE INDEX "provisioning_run_open" ON "provisioning_run" USING btree ("tenant_id") WHERE "provisioning_run"."finished_at" is null;--> statement-breakpoint
CREATE INDEX "provisioning_step_order" ON "provisioning_step" USING btree ("tenant_id","run_id","ordinal");--> statement-breakpoint
CREATE INDEX "workspace_resource_graph" ON "workspace_resource" USING btree ("tenant_id","kind","graph_id");