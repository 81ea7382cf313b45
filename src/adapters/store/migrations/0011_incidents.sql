CREATE TABLE "incident" (
	"tenant_id" text NOT NULL,
	"id" text NOT NULL,
	"nature" text NOT NULL,
	"occurred_on" text NOT NULL,
	"learned_on" text NOT NULL,
	"place" text NOT NULL,
	"whereabouts" text,
	"concerns" text,
	"circumstances" text,
	"people" integer,
	"risk" text,
	"risk_reason" text,
	"measures" text,
	"authority_told_on" text,
	"people_told_on" text,
	"origin" text NOT NULL,
	"report_key" text,
	"state" text NOT NULL,
	"opened_at" timestamp (3) with time zone NOT NULL,
	"opened_by" text NOT NULL,
	"closed_at" timestamp (3) with time zone,
	"version" integer NOT NULL,
	CONSTRAINT "incident_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
CREATE UNIQUE INDEX "incident_report" ON "incident" USING btree ("tenant_id","report_key");