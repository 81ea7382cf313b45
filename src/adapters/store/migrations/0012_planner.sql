CREATE TABLE "planner_plan" (
	"tenant_id" text NOT NULL,
	"committee_id" text NOT NULL,
	"plan_id" text,
	"buckets" jsonb,
	"asked_at" timestamp (3) with time zone,
	"looked_at" timestamp (3) with time zone,
	"problem" text,
	"refused" jsonb NOT NULL,
	CONSTRAINT "planner_plan_tenant_id_committee_id_pk" PRIMARY KEY("tenant_id","committee_id")
);
--> statement-breakpoint
CREATE TABLE "planner_task" (
	"tenant_id" text NOT NULL,
	"action_id" text NOT NULL,
	"committee_id" text NOT NULL,
	"task_id" text,
	"state" text NOT NULL,
	"agreed" jsonb NOT NULL,
	"sent" jsonb,
	"looked_at" timestamp (3) with time zone NOT NULL,
	"retry_at" timestamp (3) with time zone,
	"problem" text,
	CONSTRAINT "planner_task_tenant_id_action_id_pk" PRIMARY KEY("tenant_id","action_id"),
	CONSTRAINT "planner_task_state" CHECK ("planner_task"."state" in ('wanted', 'asked', 'there', 'over'))
);
--> statement-breakpoint
CREATE INDEX "planner_task_committee" ON "planner_task" USING btree ("tenant_id","committee_id") WHERE state <> 'over';--> statement-breakpoint
CREATE INDEX "planner_task_id" ON "planner_task" USING btree ("tenant_id","task_id");