-- DropIndex
DROP INDEX "Dispute_debtorId_idx";

-- CreateIndex
CREATE INDEX "Outbox_replaces_place_status_idx" ON "Outbox"("replaces", "place", "status");

-- CreateIndex
CREATE INDEX "Dispute_debtorId_outcome_settledDay_idx" ON "Dispute"("debtorId", "outcome", "settledDay");
